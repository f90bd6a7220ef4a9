import { intOf } from '#diffusion/onnx/attributes.ts'
import { graphValue, innerTensor, intAttribute } from '#diffusion/onnx/encode.ts'
import { dataTypes, type OnnxModel, type OnnxNode, type OnnxTensor } from '#diffusion/onnx/graph.ts'
import type { AdaptableModule } from './adaptable.ts'
import { downInput, onInput, upInput } from './adapter-feeds.ts'
import { Nodes } from './branch.ts'
import { constantsOf, type Constant } from './constants.ts'
import { convolutionDelta, linearDelta } from './delta-nodes.ts'
import { moduleName } from './module-names.ts'
import { VectorNodes } from './vector-nodes.ts'

/** What was found in a graph. */
export interface AdaptedGraph {
  readonly modules: ReadonlyMap<string, AdaptableModule>
  readonly vectors: VectorNodes['vectors']
  readonly vectorsLength: number
  /** The weights of the modules. */
  readonly weights: ReadonlyMap<string, ModuleWeight>
}

/** A module's weight where the graph has it. */
export interface ModuleWeight {
  readonly tensor: OnnxTensor
  /** Stored as `[in, out]`, as MatMul takes it. */
  readonly transposed: boolean
}

/** A convolution whose delta is still to be added, at the latest where its answer is used. */
interface Pending {
  readonly node: OnnxNode
  readonly module: AdaptableModule
  readonly bias: string | undefined
  readonly dataType: number
}

/**
 * Gives the graph inputs (adapter-feeds.ts) by which every run can have other adapters, on top of weights that stay as they were laid out
 * at loading. Without adapters a run computes what it did before: their nodes stand in branches of `If` that are not taken. onnxruntime opens
 * each branch as a graph of its own, so there is one `If` a module, and none inside another (BENCHMARKS.md, "What makes the CPU session
 * smaller and faster"). A matrix takes its delta where it takes its bias, at no cost; a convolution's is added to what is added to it anyway,
 * where there is such.
 *
 * Changes `model`. Modules are known by torch's names of nodes: a graph without those has no modules.
 */
export function makeAdaptable(model: OnnxModel, part: 'unet' | 'text_encoder'): AdaptedGraph {
  const { graph } = model
  const constant = constantsOf(graph)
  const users = new Map<string, OnnxNode[]>()
  for (const node of graph.nodes)
    for (const input of node.inputs) users.set(input, [...(users.get(input) ?? []), node])
  const outputs = new Set(graph.outputs.map(({ name }) => name))
  /** The only node that uses a value; undefined for an output of the graph. */
  const onlyUser = (value: string): OnnxNode | undefined => {
    const [first, ...others] = users.get(value) ?? []
    return others.length === 0 && !outputs.has(value) ? first : undefined
  }

  const modules = new Map<string, AdaptableModule>()
  const weights = new Map<string, ModuleWeight>()
  const constants = new Map<string, OnnxTensor>()
  const vectors = new VectorNodes()
  const pending = new Map<string, Pending>()
  const done = new Set<OnnxNode>()
  const after = new Nodes()

  const integers = (values: readonly number[], dims: readonly number[] = [values.length]): string => {
    const name = `adapter.integers.${dims.length}.${values.join('.')}`
    if (!constants.has(name))
      constants.set(name, innerTensor(name, 'int64', dims, BigInt64Array.from(values, BigInt)))
    return name
  }
  /** Added where there is no delta. */
  const zero = (dataType: number): string => {
    const half = dataType === dataTypes.float16
    const name = half ? 'adapter.zero.float16' : 'adapter.zero'
    const bytes = half ? new Uint8Array(2) : new Uint8Array(4)
    if (!constants.has(name)) constants.set(name, innerTensor(name, half ? 'float16' : 'float32', [1], bytes))
    return name
  }
  const addModule = (
    name: string,
    dims: readonly number[],
    { tensor, transposed }: ModuleWeight,
  ): AdaptableModule => {
    const index = modules.size
    const module = { name, dims, index }
    modules.set(name, module)
    weights.set(name, { tensor, transposed })
    // All of them free: where there is no delta, one value stands for it.
    const free = (what: string) => dims.map((_, axis) => `${what}_${index}_${axis}`)
    graph.inputs.push(
      graphValue(onInput(index), 'bool', []),
      graphValue(downInput(index), 'float32', free('down')),
      graphValue(upInput(index), 'float32', free('up')),
    )
    return module
  }

  /** A constant one-dimensional operand, by its name in the graph. */
  const vectorOperand = (value: string | undefined, length: number): Constant | undefined => {
    const found = value === undefined || value === '' ? undefined : constant(value)
    return found && found.tensor.dims.reduce((product, dim) => product * dim, 1) === length
      ? found
      : undefined
  }

  /** A matrix: `y = x W + C`, with C the bias, or the bias and the delta. */
  function linear(node: OnnxNode, name: string): boolean {
    const [x = '', matrix = '', c] = node.inputs
    const weight = constant(matrix)
    if (weight?.tensor.dims.length !== 2) return false
    const isGemm = node.opType === 'Gemm'
    const stored = weight.tensor.dims
    const asTorch = isGemm && intOf(node, 'transB') === 1 ? !weight.transposed : weight.transposed
    const [first = 0, second = 0] = stored
    const dims = asTorch ? [first, second] : [second, first]
    const [out = 0, inner = 0] = dims
    if (modules.has(name)) return false
    const user = isGemm ? undefined : onlyUser(node.outputs[0] ?? '')
    const added =
      user?.opType === 'Add' &&
      user.inputs.find((input) => input !== node.outputs[0] && vectorOperand(input, out))
    const biasValue = isGemm ? c : added === false ? undefined : added
    if (isGemm && biasValue !== undefined && !vectorOperand(biasValue, out)) return false
    const module = addModule(name, dims, { tensor: weight.tensor, transposed: !asTorch })
    const { dataType } = weight
    const bias =
      biasValue === undefined || biasValue === ''
        ? undefined
        : vectors.changed(`${name}.bias`, biasValue, [out], dataType)
    const rows = isGemm ? x : after.add('Reshape', [x, integers([-1, inner])], `adapter.${module.index}.rows`)
    const sum = `adapter.${module.index}.sum`
    after.choose(
      onInput(module.index),
      [sum],
      (then) => [linearDelta(then, { index: module.index, dataType }, rows, bias)],
      (otherwise) => [otherwise.add('Identity', [bias ?? zero(dataType)], `${sum}.same`)],
    )
    const answer = user && biasValue !== undefined ? (user.outputs[0] ?? '') : (node.outputs[0] ?? '')
    if (user && biasValue !== undefined) done.add(user)
    if (isGemm) {
      after.nodes.push({ ...node, inputs: [x, matrix, sum] })
      return true
    }
    const flat = after.add('Gemm', [rows, matrix, sum], `adapter.${module.index}.flat`)
    const shape = after.add('Shape', [x], `adapter.${module.index}.shape`)
    const before = after.add(
      'Slice',
      [shape, integers([0]), integers([-1])],
      `adapter.${module.index}.shape-before`,
    )
    const whole = after.add('Concat', [before, integers([out])], `adapter.${module.index}.shape-after`, [
      intAttribute('axis', 0),
    ])
    after.add('Reshape', [flat, whole], answer)
    return true
  }

  function convolution(node: OnnxNode, name: string): boolean {
    const [, kernel = '', biasValue = ''] = node.inputs
    const weight = constant(kernel)
    const answer = node.outputs[0] ?? ''
    if (weight?.tensor.dims.length !== 4 || (intOf(node, 'group') ?? 1) !== 1 || modules.has(name))
      return false
    const { tensor, dataType } = weight
    const module = addModule(name, tensor.dims, { tensor, transposed: false })
    const out = tensor.dims[0] ?? 0
    const bias =
      biasValue !== '' && vectorOperand(biasValue, out)
        ? vectors.added(`${name}.bias`, out, dataType)
        : undefined
    const found: Pending = { node, module, bias, dataType }
    if (onlyUser(answer)?.opType === 'Add') {
      after.nodes.push(node)
      pending.set(answer, found)
      return true
    }
    const base = `adapter.${module.index}.base`
    after.nodes.push({ ...node, outputs: [base] })
    const delta = `adapter.${module.index}.added`
    after.choose(
      onInput(module.index),
      [delta],
      (then) => [deltaOf(then, found)],
      (otherwise) => [otherwise.add('Identity', [zero(dataType)], `${delta}.none`)],
    )
    after.add('Add', [base, delta], answer)
    return true
  }

  const deltaOf = (nodes: Nodes, { node, module, bias, dataType }: Pending): string =>
    convolutionDelta(nodes, { index: module.index, dataType }, node.inputs[0] ?? '', node.attributes, bias)

  /** An Add that one or two convolutions go into. */
  function addition(node: OnnxNode, first: Pending, second: Pending | undefined): void {
    const answer = node.outputs[0] ?? ''
    const { index } = first.module
    if (second) {
      // Both convolutions keep their fast layout up to the sum.
      const base = `adapter.${index}.base`
      after.nodes.push({ ...node, outputs: [base] })
      after.choose(
        onInput(index),
        [`adapter.${index}.added`],
        (then) => [deltaOf(then, first)],
        (otherwise) => [otherwise.add('Identity', [zero(first.dataType)], `adapter.${index}.none`)],
      )
      const both = `adapter.${second.module.index}.added`
      after.choose(
        onInput(second.module.index),
        [both],
        (then) => [then.add('Add', [deltaOf(then, second), `adapter.${index}.added`], `${both}.both`)],
        (otherwise) => [otherwise.add('Identity', [`adapter.${index}.added`], `${both}.one`)],
      )
      after.add('Add', [base, both], answer)
      return
    }
    const other = node.inputs.find((input) => input !== first.node.outputs[0]) ?? ''
    if (first.module.name.endsWith('.conv1')) {
      // What is added is the time's embedding, one value a channel: cheap to pass through the branch.
      const sum = `adapter.${index}.sum`
      after.choose(
        onInput(index),
        [sum],
        (then) => [then.add('Add', [deltaOf(then, first), other], `${sum}.changed`)],
        (otherwise) => [otherwise.add('Identity', [other], `${sum}.same`)],
      )
      after.nodes.push({ ...node, inputs: node.inputs.map((input) => (input === other ? sum : input)) })
      return
    }
    after.choose(
      onInput(index),
      [answer],
      (then) => {
        const plain = then.add('Add', node.inputs, `adapter.${index}.plain`)
        return [then.add('Add', [plain, deltaOf(then, first)], `adapter.${index}.changed`)]
      },
      (otherwise) => [otherwise.add('Add', node.inputs, `adapter.${index}.same`)],
    )
  }

  const normed = new Set(
    graph.nodes
      .filter(({ opType }) => opType === 'InstanceNormalization')
      .map(({ name }) => moduleName(part, name)),
  )

  /** The weight and the bias of a norm. */
  function norm(node: OnnxNode, name: string): OnnxNode {
    const change = (at: number, field: string): string => {
      const value = node.inputs[at] ?? ''
      const found = constant(value)
      return found && value !== ''
        ? vectors.changed(`${name}.${field}`, value, found.tensor.dims, found.dataType)
        : value
    }
    const operand = node.inputs.findIndex((input) => constant(input))
    if (node.opType === 'LayerNormalization')
      return { ...node, inputs: [node.inputs[0] ?? '', change(1, 'weight'), change(2, 'bias')] }
    if (operand < 0) return node
    const field = node.opType === 'Mul' ? 'weight' : 'bias'
    return { ...node, inputs: node.inputs.map((input, at) => (at === operand ? change(at, field) : input)) }
  }

  for (const node of graph.nodes) {
    if (done.has(node)) continue
    const name = moduleName(part, node.name)
    const [a, b] = node.inputs.flatMap((input) => pending.get(input) ?? [])
    if (node.opType === 'Add' && a) addition(node, a, b)
    else if (name === undefined) after.nodes.push(node)
    else if (node.opType === 'MatMul' || node.opType === 'Gemm') {
      if (!linear(node, name)) after.nodes.push(node)
    } else if (node.opType === 'Conv') {
      if (!convolution(node, name)) after.nodes.push(node)
    } else if (
      node.opType === 'LayerNormalization' ||
      (normed.has(name) && (node.opType === 'Mul' || node.opType === 'Add'))
    )
      after.nodes.push(norm(node, name))
    else after.nodes.push(node)
  }
  const isWeight = (node: OnnxNode) => node.outputs.every((output) => constant(output))
  const before = new Nodes()
  vectors.write(before, graph.inputs, integers)
  graph.nodes = [
    ...after.nodes.filter(isWeight),
    ...before.nodes,
    ...after.nodes.filter((node) => !isWeight(node)),
  ]
  graph.initializers.push(...constants.values())
  return { modules, vectors: vectors.vectors, vectorsLength: vectors.length, weights }
}
