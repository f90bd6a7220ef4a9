import { unzipSync } from 'fflate'
import { PaintError } from '#diffusion/errors.ts'
import { toFloat32 } from '#diffusion/safetensors/to-float32.ts'
import type { Dtype } from '#diffusion/safetensors/dtype.ts'
import type { Values } from '#diffusion/session/values.ts'
import { isGlobal, readPickle, UnsafePickle, type Pickled } from './pickle.ts'

/** torch's storage classes. */
const storageTypes: Readonly<Record<string, Dtype>> = {
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  DoubleStorage: 'F64',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ShortStorage: 'I16',
  CharStorage: 'I8',
  ByteStorage: 'U8',
  BoolStorage: 'BOOL',
}
const elementBytes: Partial<Record<Dtype, number>> = {
  F16: 2,
  BF16: 2,
  F32: 4,
  F64: 8,
  I64: 8,
  I32: 4,
  I16: 2,
}

/** Notes of trainers beside the vectors, such as a loss: read as nothing. */
const notLookedAt: ReadonlySet<string> = new Set([
  '__builtin__.set',
  'builtins.set',
  '_codecs.encode',
  'numpy.dtype',
  'numpy.core.multiarray.scalar',
  'numpy._core.multiarray.scalar',
  'torch.Size',
  'torch.device',
])

/** Far above any textual inversion. */
const mostElements = 10_000_000

interface Storage {
  kind: 'storage'
  dtype: Dtype
  key: string
}

/**
 * Reads what `torch.save` wrote, tensors as float32 (since torch 1.6: a zip with a pickle and one file a storage). The pickle is not run: only what
 * rebuilds tensors and ordered dictionaries is understood, and anything else is refused by its name.
 * (docs.pytorch.org/docs/stable/notes/serialization.html, `torch/_weights_only_unpickler.py`.)
 * @throws PaintError `bad_model`
 */
export function readTorchFile(bytes: Uint8Array, path: string): Pickled {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
    throw new PaintError(
      'bad_model',
      `${path} was saved by a torch before 1.6, or is no file of torch's: save it again as .safetensors.`,
    )
  }
  try {
    const files = unzipSync(bytes, { filter: ({ originalSize }) => originalSize <= 4 * mostElements })
    const [pickleName] = Object.keys(files).filter(
      (name) => name === 'data.pkl' || name.endsWith('/data.pkl'),
    )
    const pickle = pickleName === undefined ? undefined : files[pickleName]
    if (pickleName === undefined || !pickle) throw new UnsafePickle('it has no data.pkl')
    const folder = pickleName.slice(0, -'data.pkl'.length)
    return readPickle(pickle, {
      persistent: (id) => storageOf(id),
      call: (name, args) => rebuilt(name, args, (key) => files[`${folder}data/${key}`]),
      build: takeParameters,
    })
  } catch (error) {
    if (error instanceof PaintError) throw error
    const why = error instanceof UnsafePickle ? error.message : 'it is damaged'
    throw new PaintError('bad_model', `${path} can't be read: ${why}. Save it as .safetensors.`, {
      cause: error,
    })
  }
}

/** `('storage', torch.FloatStorage, key, device, elements)` */
function storageOf(id: Pickled): Storage {
  const [kind, type, key]: unknown[] = Array.isArray(id) ? id : []
  const name = isGlobal(type) ? type.name.replace(/^torch\./, '') : ''
  const dtype = storageTypes[name]
  if (kind !== 'storage' || dtype === undefined || typeof key !== 'string') {
    throw new UnsafePickle('its tensors lie in storages of a kind that is not known')
  }
  return { kind: 'storage', dtype, key }
}

function rebuilt(
  name: string,
  args: readonly Pickled[],
  file: (key: string) => Uint8Array | undefined,
): Pickled {
  switch (name) {
    case 'collections.OrderedDict':
    case 'torch.nn.modules.container.ParameterDict':
      return new Map()
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
      return args[0] ?? null
    case 'torch._utils._rebuild_tensor_v2':
      return rebuildTensor(args, file)
    default:
      if (notLookedAt.has(name)) return null
      throw new UnsafePickle(`it asks to run ${name}`)
  }
}

/** A module's parameters are in its state: the first trainers of textual inversions saved theirs as a `ParameterDict`. */
function takeParameters(object: Pickled, state: Pickled): void {
  const parameters = object instanceof Map && state instanceof Map ? state.get('_parameters') : undefined
  if (!(object instanceof Map) || !(parameters instanceof Map)) return
  for (const [name, parameter] of parameters) object.set(name, parameter)
}

/** Storage, offset, size, stride: copied out in order, for the stride need not be the usual. */
function rebuildTensor(
  [storage, offset, size, stride]: readonly Pickled[],
  file: (key: string) => Uint8Array | undefined,
): Values {
  const bytes = isStorage(storage) ? file(storage.key) : undefined
  const dims = numbers(size)
  const steps = numbers(stride)
  const count = dims.reduce((product, dim) => product * dim, 1)
  if (!isStorage(storage) || !bytes || typeof offset !== 'number' || !(count <= mostElements)) {
    throw new UnsafePickle('one of its tensors is damaged')
  }
  const usable =
    Math.floor(bytes.length / (elementBytes[storage.dtype] ?? 1)) * (elementBytes[storage.dtype] ?? 1)
  const stored = toFloat32(bytes.subarray(0, usable), storage.dtype) ?? new Float32Array()
  const data = new Float32Array(count)
  const index = dims.map(() => 0)
  for (let i = 0; i < count; i++) {
    const at = index.reduce((sum, each, axis) => sum + each * (steps[axis] ?? 0), offset)
    const value = stored[at]
    if (value === undefined) throw new UnsafePickle('one of its tensors reaches past its end')
    data[i] = value
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] ?? 0) + 1
      if ((index[axis] ?? 0) < (dims[axis] ?? 0)) break
      index[axis] = 0
    }
  }
  return { dims, data }
}

function numbers(value: Pickled | undefined): number[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'number' && each >= 0).map(Number) : []
}

function isStorage(value: Pickled | undefined): value is Storage {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'storage'
}
