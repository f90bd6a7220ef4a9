import { PaintError } from '#diffusion/errors.ts'

const providers = ['cpu', 'cuda', 'tensorrt', 'dml', 'coreml', 'webgpu'] as const

export type Provider = (typeof providers)[number]

/** Where sessions run: `auto` is the fastest that works here, the others are what was asked for or an error. */
export type DeviceName = 'auto' | Provider | `${'cuda' | 'tensorrt' | 'dml'}:${number}`

/** One execution provider to open sessions with. */
export interface Device {
  provider: Provider
  /** Which GPU; 0 on the CPU, and where the provider chooses by itself. */
  index: number
}

export const cpu: Device = { provider: 'cpu', index: 0 }

/** Those that take the number of a GPU; the others choose it by themselves. */
const indexed = new Set<Provider>(['cuda', 'tensorrt', 'dml'])

/** @throws PaintError `device` for a name that is none */
export function parseDevice(name: string): Device | 'auto' {
  if (name === 'auto') return 'auto'
  const match = /^(?<provider>[a-z]+)(?::(?<index>\d{1,2}))?$/.exec(name)
  const index = match?.groups?.['index']
  const provider = providers.find((known) => known === match?.groups?.['provider'])
  if (provider && (index === undefined || indexed.has(provider)))
    return { provider, index: Number(index ?? 0) }
  throw new PaintError(
    'device',
    `"${name}" is no device: use auto, cpu, webgpu, cuda, tensorrt, dml or coreml; cuda:1 is the second GPU.`,
  )
}

/**
 * What an engine is told, which opens sessions on one device and knows no `auto`.
 * @throws PaintError `device` for a name that is none
 */
export function decidedDevice(name: string): Device {
  const device = parseDevice(name)
  if (device === 'auto') throw new Error('"auto" is decided before an engine is made: see choose-device.ts.')
  return device
}

/** How a setting names it, and how people read it: "cpu", "cuda", "cuda:1". */
export function deviceLabel(device: Device): string {
  return device.index === 0 ? device.provider : `${device.provider}:${device.index}`
}

/** Where a provider is to be had, in a sentence. */
export const providerHomes: Record<Provider, string> = {
  cpu: 'every system',
  cuda: 'Linux x64 with an NVIDIA GPU',
  tensorrt: 'Linux x64 with an NVIDIA GPU',
  dml: 'Windows',
  coreml: 'macOS',
  webgpu: 'Linux x64, Windows and macOS',
}

/** What a provider is called in a sentence. */
export const providerTitles: Record<Provider, string> = {
  cpu: 'the CPU',
  cuda: 'CUDA',
  tensorrt: 'TensorRT',
  dml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
}
