import { deviceLabel, type Device } from './device.ts'
import { PaintError } from '#diffusion/errors.ts'

/** What onnxruntime says about a graph that it can't open, for people. */
export function openingError(file: string, device: Device, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  const because = { cause: error }
  const name = deviceLabel(device)
  if (/Failed to load (shared )?library/i.test(message) && device.provider !== 'cpu') {
    return new PaintError(
      'device',
      `${device.provider === 'cuda' ? 'CUDA' : 'TensorRT'} was asked for, but its provider is not installed or its libraries can't be loaded: ` +
        'see "A GPU" in README.md, or set DEVICE=cpu.',
      because,
    )
  }
  if (/CUDA failure|cudaSetDevice|no CUDA-capable|invalid device ordinal/i.test(message)) {
    return new PaintError('device', `${name} can't be used: ${firstLine(message)}`, because)
  }
  if (/Protobuf parsing failed|INVALID_PROTOBUF/i.test(message)) {
    return new PaintError('bad_model', `${file} is damaged or cut off: fetch it again.`, because)
  }
  if (
    /NOT_IMPLEMENTED|Could not find an implementation|is not a registered function|No opset import|Fatal error: com\.microsoft/i.test(
      message,
    )
  ) {
    return new PaintError(
      'bad_model',
      `${file} holds operations that ${name} can't run, as graphs optimised for CUDA do on a CPU: ` +
        `take an export made for ${name} (${firstLine(message)}).`,
      because,
    )
  }
  if (/external data|External data|file_size|No such file/i.test(message)) {
    return new PaintError(
      'bad_model',
      `The weights beside ${file} are missing or cut off: fetch the model again (${firstLine(message)}).`,
      because,
    )
  }
  return new PaintError('bad_model', `${file} can't be opened: ${firstLine(message)}`, because)
}

/** What it says about a run that failed. */
export function runError(file: string, device: Device, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  const because = { cause: error }
  if (
    /bad_alloc|failed to allocate|out of memory|CUDA_ERROR_OUT_OF_MEMORY|BFCArena|ALLOC_FAILED/i.test(message)
  ) {
    return new PaintError(
      'device',
      `${deviceLabel(device)} has not enough memory for this: choose a smaller size or fewer pictures at once.`,
      because,
    )
  }
  return new PaintError('bad_model', `${file} failed: ${firstLine(message)}`, because)
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 300)
}
