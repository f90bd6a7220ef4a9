import { graphAttribute, untypedValue } from '#diffusion/onnx/encode.ts'
import type { OnnxNode } from '#diffusion/onnx/graph.ts'

/** Nodes under construction: the graph itself, or a branch of it. Names of values are made by the caller, and are unique in all of it. */
export class Nodes {
  readonly nodes: OnnxNode[] = []

  add(
    opType: string,
    inputs: readonly string[],
    output: string,
    attributes: readonly Uint8Array[] = [],
  ): string {
    this.addMany(opType, inputs, [output], attributes)
    return output
  }

  addMany(
    opType: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: readonly Uint8Array[] = [],
  ): void {
    const [name = ''] = outputs
    this.nodes.push({
      opType,
      name,
      domain: '',
      inputs: [...inputs],
      outputs: [...outputs],
      attributes: [...attributes],
    })
  }

  /** Each branch gets nodes to fill, and says which of their values come out. */
  choose(
    condition: string,
    outputs: readonly string[],
    then: (nodes: Nodes) => readonly string[],
    otherwise: (nodes: Nodes) => readonly string[],
  ): void {
    this.nodes.push({
      opType: 'If',
      name: `${outputs[0]}.if`,
      domain: '',
      inputs: [condition],
      outputs: [...outputs],
      attributes: [branch('then_branch', then), branch('else_branch', otherwise)],
    })
  }
}

function branch(name: string, fill: (nodes: Nodes) => readonly string[]): Uint8Array {
  const nodes = new Nodes()
  const outputs = fill(nodes)
  return graphAttribute(name, {
    name,
    nodes: nodes.nodes,
    initializers: [],
    inputs: [],
    outputs: outputs.map((output) => untypedValue(output)),
    rest: [],
  })
}
