import { PaintError } from '#diffusion/errors.ts'
import { deviceLabel, providerHomes, providerTitles, type Device } from './device.ts'

/** The provider is in no package of onnxruntime for this system. */
export function notInThisPackage(device: Device): PaintError {
  const { provider } = device
  return new PaintError(
    'device',
    `${providerTitles[provider]} is for ${providerHomes[provider]}, not for this system: set DEVICE=auto, which takes the fastest that works here.`,
  )
}

/** What onnxruntime says about a graph that it can't open, for people. */
export function openingError(file: string, device: Device, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  const because = { cause: error }
  const name = deviceLabel(device)
  if (outOfMemory.test(message)) return full(device, because)
  if (/Failed to load (shared )?library/i.test(message) && device.provider !== 'cpu') {
    return new PaintError(
      'device',
      `${providerTitles[device.provider]} was asked for, but its provider is not installed or its libraries can't be loaded: ` +
        'run "npm run gpu -- install cuda" ("npm run gpu -- status" says what is missing), or set DEVICE=auto.',
      because,
    )
  }
  if (/Failed to get a WebGPU (adapter|device)/i.test(message)) {
    return new PaintError(
      'device',
      `WebGPU finds no GPU here: install the graphics driver${process.platform === 'linux' ? ' with its Vulkan part (libvulkan.so.1)' : ''}, or set DEVICE=cpu.`,
      because,
    )
  }
  if (
    /CUDA failure|cudaSetDevice|no CUDA-capable|invalid device ordinal|DXGI|D3D12CreateDevice/i.test(message)
  ) {
    return new PaintError('device', `${name} can't be used: ${firstLine(message)}`, because)
  }
  if (/Protobuf parsing failed|INVALID_PROTOBUF/i.test(message)) {
    return new PaintError('bad_model', `${file} is damaged or cut off: fetch it again.`, because)
  }
  if (
    /NOT_IMPLEMENTED|Could not find an implementation|is not a registered function|No opset import|Fatal error: com\.microsoft|node_provider_type\.empty/i.test(
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
  if (/escapes model directory/i.test(message)) {
    return new PaintError(
      'bad_model',
      `The weights beside ${file} are a link that leads out of the model's folder, which onnxruntime refuses: put the file itself there.`,
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

/**
 * Nothing computes on a device after this: Dawn's and Direct3D's words, and CUDA's errors that stay until the process ends
 * (700 illegal address, 702 time-out, 719 launch failure, 999 unknown).
 */
const deviceLost =
  /device (was|is|has been) lost|device_?lost|DXGI_ERROR_DEVICE_(REMOVED|HUNG|RESET)|887A000[567]|CUDA (failure|error) (700|702|719|999)\b|illegal memory access|unspecified launch failure/i

const outOfMemory =
  /bad_alloc|failed to allocate|out of memory|CUDA_ERROR_OUT_OF_MEMORY|BFCArena|ALLOC_FAILED|E_OUTOFMEMORY/i

function full(device: Device, because: ErrorOptions): PaintError {
  return new PaintError(
    'device_full',
    `${deviceLabel(device)} has not enough memory for this: choose a smaller size or fewer pictures at once.`,
    because,
  )
}

/** What it says about a run that failed. `painter_lost`: no other run in this process will do better. */
export function runError(file: string, device: Device, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  const because = { cause: error }
  if (deviceLost.test(message)) {
    return new PaintError(
      'painter_lost',
      `${deviceLabel(device)} was lost while it painted, as when its driver is reset or the machine sleeps.`,
      because,
    )
  }
  if (outOfMemory.test(message)) return full(device, because)
  return new PaintError('bad_model', `${file} failed: ${firstLine(message)}`, because)
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 300)
}
