import { PaintError } from '#diffusion/errors.ts'

/** Where sessions run. `auto` tries CUDA, then the CPU; the others are what was asked for or an error. */
export type DeviceName = 'auto' | 'cpu' | 'cuda' | `cuda:${number}` | 'tensorrt' | `tensorrt:${number}`

/** One execution provider to open sessions with. */
export interface Device {
  provider: 'cpu' | 'cuda' | 'tensorrt'
  /** Which GPU; 0 on the CPU. */
  index: number
}

/** @throws PaintError `device` for a name that is none */
export function parseDevice(name: string): Device | 'auto' {
  if (name === 'auto') return 'auto'
  const match = /^(?:(?<cpu>cpu)|(?<gpu>cuda|tensorrt)(?::(?<index>\d{1,2}))?)$/.exec(name)
  if (match?.groups?.['cpu']) return { provider: 'cpu', index: 0 }
  const provider = match?.groups?.['gpu']
  if (provider === 'cuda' || provider === 'tensorrt')
    return { provider, index: Number(match?.groups?.['index'] ?? 0) }
  throw new PaintError(
    'device',
    `"${name}" is no device: use auto, cpu, cuda, cuda:1 (the second GPU) or tensorrt.`,
  )
}

/** How people read it: "cpu", "cuda", "cuda:1". */
export function deviceLabel(device: Device): string {
  return device.index === 0 ? device.provider : `${device.provider}:${device.index}`
}
