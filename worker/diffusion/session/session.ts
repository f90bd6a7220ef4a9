import { dirname, resolve } from 'node:path'
import ort from 'onnxruntime-node'
import type { Device } from './device.ts'
import { PaintError } from '#diffusion/errors.ts'
import { float16Probe } from './float16-probe.ts'
import { notInThisPackage, openingError, runError } from './session-errors.ts'
import { fromFloat16, toFloat16 } from './float16.ts'
import type { Values } from './values.ts'

/** An input or output as the graph declares it. A dimension is a number, or a name where it is free; a scalar has none. */
export interface TensorInfo {
  readonly name: string
  readonly type: string
  readonly dims: readonly (number | string)[]
}

/** One opened ONNX graph. Values are float32 on this side and converted to what each input wants. */
export interface Session {
  readonly device: Device
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
  /**
   * Runs the graph, blocking this thread's event loop meanwhile. Writes into `outputs` where it holds values of an output,
   * and allocates the others. The same `Values` objects can be given again: their tensors are kept.
   */
  run(
    feeds: Record<string, Values>,
    outputs: Record<string, Values | undefined>,
  ): Promise<Record<string, Values>>
  release(): Promise<void>
}

export interface SessionOptions {
  device: Device
  /** Threads of the CPU provider; its own choice (the physical cores) when left out. */
  threads?: number
  /**
   * For parts that run once a picture, on the CPU: their weights stay in the mapped file, and what a run needs is given back
   * at its end. Numbers differ in their last digits from those of a session that is not frugal.
   */
  frugal?: boolean
  /**
   * The same numbers and nearly the speed of a session that isn't told so, on the CPU: what a run needs is given back at its end, at the cost of asking
   * the system for it again.
   */
  givesBack?: boolean
  /** A graph made for a file of weights: what is opened instead of `file`, which it points at by its name. */
  graph?: Uint8Array
  /** On the CPU the graph is opened in so many pieces, for the sake of memory. Same numbers. */
  pieces?: number
  /** The graph may compute in float16, where that is faster. */
  halvable?: boolean
  /** What `file` is to its model, where its folder doesn't say it: `unet`. */
  part?: string
}

/** Opens an `.onnx` file. How the engine gets its sessions; tests give it another one. */
export type OpenSession = (file: string, options: SessionOptions) => Promise<Session>

// Errors come as exceptions, and each is told once, in our words; onnxruntime's own log would say it again on stderr.
ort.env.logLevel = 'fatal'

// float16 data is passed as Uint16Array. Where JavaScript has Float16Array (Node 24), onnxruntime-common prefers it and the
// native side then misreads its size. It decides at the first tensor made, so the first is made while there is none.
const float16Array = Object.getOwnPropertyDescriptor(globalThis, 'Float16Array')
if (float16Array) Reflect.deleteProperty(globalThis, 'Float16Array')
new ort.Tensor('float32', new Float32Array(1), [1]).dispose()
if (float16Array) Object.defineProperty(globalThis, 'Float16Array', float16Array)

const commonConfig = {
  set_denormal_as_zero: '1',
  // Threads that wait for the next operation sleep: spinning took a tenth to a third more of the processor and, where the bot and
  // the database want it too, made every run slower.
  intra_op: { allow_spinning: '0' },
}

/** onnxruntime-node's. */
export const runtimeVersion = ort.env.versions.node ?? ort.env.versions.common

/** @throws PaintError `bad_model` or `device` */
export const openSession: OpenSession = async (
  file,
  { device, threads, frugal = false, givesBack = false, graph },
) => {
  refuseMissing(device)
  const sessionConfig = {
    ...commonConfig,
    ...(graph && { model_external_initializers_file_folder_path: dirname(resolve(file)) }),
  }
  const options: ort.InferenceSession.SessionOptions = {
    executionProviders: executionProviders(device),
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    logSeverityLevel: 4,
    // Patterns keep a block of memory for every shape that was run, on top of the arena: 0.15 GB for one of SD 1.5's UNet.
    enableMemPattern: false,
    ...(frugal && device.provider === 'cpu'
      ? {
          enableCpuMemArena: false,
          // Not 'all': that lays the weights of convolutions out anew, in memory.
          graphOptimizationLevel: 'extended',
          extra: { session: { ...sessionConfig, disable_prepacking: '1' } },
        }
      : {
          ...(givesBack && device.provider === 'cpu' && { enableCpuMemArena: false }),
          extra: { session: sessionConfig },
        }),
  }
  const opening = graph
    ? ort.InferenceSession.create(graph, options)
    : ort.InferenceSession.create(file, options)
  const session = await opening.catch((error: unknown) => {
    throw openingError(file, device, error)
  })
  const inputs = session.inputMetadata.map(tensorInfo)
  const outputs = session.outputMetadata.map(tensorInfo)
  const tensors = new WeakMap<Values, ort.Tensor>()
  const typeOf = new Map([...inputs, ...outputs].map(({ name, type }) => [name, type]))

  const tensorOf = (name: string, values: Values) => {
    let tensor = tensors.get(values)
    if (!tensor) tensors.set(values, (tensor = newTensor(typeOf.get(name) ?? 'float32', values)))
    return tensor
  }
  return {
    device,
    inputs,
    outputs,
    async run(feeds, wanted) {
      const fed: Record<string, ort.Tensor> = Object.create(null)
      for (const [name, values] of Object.entries(feeds)) {
        const tensor = tensorOf(name, values)
        write(values.data, tensor)
        fed[name] = tensor
      }
      const fetched: Record<string, ort.Tensor | null> = {}
      for (const [name, values] of Object.entries(wanted))
        fetched[name] = values ? tensorOf(name, values) : null
      const results = await session.run(fed, fetched).catch((error: unknown) => {
        throw runError(file, device, error)
      })
      const values: Record<string, Values> = {}
      for (const [name, tensor] of Object.entries(results)) {
        const into = wanted[name]
        if (into) read(tensorOf(name, into), into.data)
        values[name] = into ?? { dims: tensor.dims, data: read(tensor, new Float32Array(tensor.size)) }
      }
      return values
    },
    release: () => session.release(),
  }
}

/** What a device doesn't take falls to the next in this list. */
function executionProviders({
  provider,
  index: deviceId,
}: Device): ort.InferenceSession.ExecutionProviderConfig[] {
  switch (provider) {
    case 'cpu':
      return ['cpu']
    case 'cuda':
    case 'dml':
      return [{ name: provider, deviceId }, 'cpu']
    case 'tensorrt':
      return [{ name: 'tensorrt', deviceId }, { name: 'cuda', deviceId }, 'cpu']
    case 'coreml':
      return [{ name: 'coreml', coreMlFlags: coreMlProgram | coreMlCpuAndGpu }, 'cpu']
    case 'webgpu':
      // It chooses the adapter itself, the most powerful one, and refuses an index.
      return ['webgpu', 'cpu']
  }
}

/** Flags of coreml_provider_factory.h. The neural engine computes in float16 alone, and would not give diffusers' pictures. */
const coreMlProgram = 0x010
const coreMlCpuAndGpu = 0x020

/** onnxruntime leaves a provider that its package doesn't have out of the list, with a word on stderr, and runs on the CPU. */
function refuseMissing(device: Device): void {
  if (!ort.listSupportedBackends().some(({ name }) => name === device.provider))
    throw notInThisPackage(device)
}

/** Names of the providers that onnxruntime's package has for this system; NVIDIA's among them may still have to be installed. */
export function packagedProviders(): string[] {
  return ort.listSupportedBackends().map(({ name }) => name)
}

/** Why nothing opens on a device, in a sentence; undefined: it opens. */
export async function opensOn(device: Device): Promise<string | undefined> {
  try {
    const session = await ort.InferenceSession.create(float16Probe(), {
      executionProviders: executionProviders(device),
      logSeverityLevel: 4,
    })
    await session.release()
    return undefined
  } catch (error) {
    return openingError('a graph of one number', device, error).message
  }
}

/** Whether a device computes in float16: some GPUs open such graphs and fail at their first run. */
export async function runsFloat16(device: Device): Promise<boolean> {
  try {
    refuseMissing(device)
    const session = await ort.InferenceSession.create(float16Probe(), {
      executionProviders: executionProviders(device),
      logSeverityLevel: 4,
      // The casts would be taken out.
      graphOptimizationLevel: 'disabled',
    })
    const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.of(3), [1]) })
    await session.release()
    return y?.data[0] === 9
  } catch {
    return false
  }
}

function tensorInfo(info: ort.InferenceSession.ValueMetadata): TensorInfo {
  return info.isTensor
    ? { name: info.name, type: info.type, dims: info.shape }
    : { name: info.name, type: 'none', dims: [] }
}

/** float32 shares the values' memory; other types get their own, filled before each run. */
function newTensor(type: string, { dims, data }: Values): ort.Tensor {
  switch (type) {
    case 'float32':
      return new ort.Tensor('float32', data, dims)
    case 'float16':
      return new ort.Tensor('float16', new Uint16Array(data.length), dims)
    case 'float64':
      return new ort.Tensor('float64', new Float64Array(data.length), dims)
    case 'int32':
      return new ort.Tensor('int32', new Int32Array(data.length), dims)
    case 'bool':
      return new ort.Tensor('bool', new Uint8Array(data.length), dims)
    case 'int64':
      return new ort.Tensor('int64', new BigInt64Array(data.length), dims)
    default:
      throw new PaintError(
        'bad_model',
        `A graph of this model wants ${type} values, which no Stable Diffusion export does.`,
      )
  }
}

/** Integers are truncated, as torch does with a fractional timestep. */
function write(from: Float32Array, { type, data: to }: ort.Tensor): void {
  if (type === 'float16' && to instanceof Uint16Array) toFloat16(from, to)
  else if (to instanceof Int32Array || to instanceof Float64Array || to instanceof Uint8Array) to.set(from)
  else if (to instanceof BigInt64Array)
    for (let i = 0; i < to.length; i++) to[i] = BigInt(Math.trunc(from[i] ?? 0))
}

function read({ type, data: from }: ort.Tensor, to: Float32Array): Float32Array {
  if (type === 'float16' && from instanceof Uint16Array) fromFloat16(from, to)
  else if (from instanceof BigInt64Array) for (let i = 0; i < to.length; i++) to[i] = Number(from[i])
  else if (from instanceof Float32Array) {
    if (from.buffer !== to.buffer || from.byteOffset !== to.byteOffset) to.set(from)
  } else if (!Array.isArray(from)) to.set(Float32Array.from(from, Number))
  return to
}
