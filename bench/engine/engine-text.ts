import type { Machine } from '#bench/machine.ts'
import type { OverheadMeasured, Spread } from './measure-overhead.ts'
import type { PainterMeasured } from './measure-painter.ts'
import type { PartsMeasured } from './measure-parts.ts'
import type { PeerMeasured } from './peer.ts'

export interface EngineMeasured {
  machine: Machine & { loadAfter: number }
  model: string
  device: string
  width: number
  height: number
  steps: number
  threads?: number
  overhead?: OverheadMeasured
  parts: PartsMeasured
  painter: PainterMeasured
  peers: PeerMeasured[]
}

/** The table that `npm run bench -- engine` prints. */
export function engineText(measured: EngineMeasured): string {
  const { machine, parts, painter, peers, overhead } = measured
  const rows: [string, string][] = [
    [
      'machine',
      `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, load ${machine.load.toFixed(1)} before, ${machine.loadAfter.toFixed(1)} after`,
    ],
    ['versions', `Node ${machine.node}, onnxruntime ${machine.onnxruntime}`],
    ['model', measured.model],
    [
      'request',
      `${measured.width}x${measured.height}, ${measured.steps} steps, with guidance, on ${measured.device}`,
    ],
    ['load', seconds(parts.loadSeconds)],
    ['text encoder', seconds(parts.textEncoderSeconds)],
    [
      'UNet',
      `${seconds(parts.unetSeconds)}, ${parts.msPerStep.toFixed(1)} ms a step, ${parts.cpuMsPerStep.toFixed(1)} ms of all cores`,
    ],
    ['VAE decoder', seconds(parts.vaeDecoderSeconds)],
    ['whole picture', seconds(parts.totalSeconds)],
    ['ours in a step', `${parts.ownMsPerStep.toFixed(2)} ms, ${(parts.ownShare * 100).toFixed(3)} %`],
    ...overheadRows(overhead),
    ['delay of the parent', spread(painter.parentDelayMs)],
    ...painter.batches.map(({ size, stepsPerSecond, picturesPerMinute, memory }): [string, string] => [
      `${size} at once`,
      `${stepsPerSecond.toFixed(2)} steps a second, ${picturesPerMinute.toFixed(2)} pictures a minute${memory ? `, at most ${gigabytes(memory.peak)}` : ''}`,
    ]),
    ...peers.map((peer): [string, string] => [
      peer.name,
      `${peer.msPerStep.toFixed(1)} ms a step (${(peer.msPerStep / parts.msPerStep).toFixed(2)} times ours), ` +
        `${peer.cpuMsPerStep.toFixed(1)} ms of all cores (${(peer.cpuMsPerStep / parts.cpuMsPerStep).toFixed(2)} times ours), ` +
        `VAE decoder ${seconds(peer.vaeDecoderSeconds)}, whole picture ${seconds(peer.totalSeconds)} ` +
        `(${(peer.totalSeconds / parts.totalSeconds).toFixed(2)} times ours), peak memory ${gigabytes(peer.peakBytes)}`,
    ]),
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')
}

function overheadRows(overhead: OverheadMeasured | undefined): [string, string][] {
  if (!overhead) return []
  const { alone, withNoise, together, crossingMs } = overhead
  return [
    ['ours at 64x64 latents', `${wholeSpread(alone)} a step and request, with a preview every step`],
    ['the same, drawing noise', `${wholeSpread(withNoise)} a step and request`],
    [`the same, ${together.requests} together`, `${wholeSpread(together)} a step and request`],
    ['crossing processes', `${crossingMs.toFixed(2)} ms a step`],
  ]
}

function wholeSpread({ p10, ...slower }: Spread): string {
  return `p10 ${p10.toFixed(2)} ms, ${spread(slower)}`
}

function spread({ p50, p99 }: { p50: number; p99: number }): string {
  return `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`
}

function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(2)} GB`
}
