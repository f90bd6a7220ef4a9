import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { PaintRequest } from '#diffusion/contract.ts'
import { createPainter } from '#diffusion/painter/painter.ts'
import type { PainterProgram } from '#diffusion/painter/painter-child.ts'
import { stepRate } from './step-rate.ts'
import { watchMemory, type Memory } from '#bench/machine.ts'

/** Painting in a process of its own, as the bot does. */
export interface PainterMeasured {
  loadSeconds: number
  /** How much later than due the parent's timers ran while the painter painted, in milliseconds. */
  parentDelayMs: { p50: number; p99: number }
  batches: BatchMeasured[]
}

export interface BatchMeasured {
  /** Requests painted at once. */
  size: number
  /** Scheduler steps a second, of all of them together, while they were stepped. */
  stepsPerSecond: number
  /** Text encoding and decoding included. */
  picturesPerMinute: number
  /** Of the painter process up to the end of this batch, where the system tells it. */
  memory: Memory | undefined
}

/** How often the delay is looked at; the histogram holds it on top. */
const resolutionMs = 1

export async function measurePainter(
  device: string,
  threads: number | undefined,
  request: PaintRequest,
  batchSizes: readonly number[],
  onBatch: (batch: BatchMeasured) => void,
  program?: PainterProgram,
): Promise<PainterMeasured> {
  const painter = createPainter({
    device,
    ...(threads !== undefined && { threads }),
    ...(program && { program }),
  })
  try {
    const started = performance.now()
    await painter.open(request.model)
    const loadSeconds = (performance.now() - started) / 1000
    const delay = monitorEventLoopDelay({ resolution: resolutionMs })
    const batches: BatchMeasured[] = []
    delay.enable()
    for (const size of batchSizes) {
      const watch = painter.pid === undefined ? undefined : watchMemory(painter.pid)
      const batch = { ...(await measureBatch(painter.paint, request, size)), memory: watch?.stop() }
      batches.push(batch)
      onBatch(batch)
    }
    delay.disable()
    const late = (share: number) => Math.max(delay.percentile(share) / 1e6 - resolutionMs, 0)
    return {
      loadSeconds,
      parentDelayMs: { p50: late(50), p99: late(99) },
      batches,
    }
  } finally {
    await painter.close()
  }
}

async function measureBatch(
  paint: ReturnType<typeof createPainter>['paint'],
  request: PaintRequest,
  size: number,
): Promise<Omit<BatchMeasured, 'memory'>> {
  const started = performance.now()
  const heard: number[] = []
  await Promise.all(
    Array.from({ length: size }, async (_, i) => {
      const other = {
        ...request,
        seed: request.seed + i,
        prompt: `${request.prompt}, number ${i} of ${size}`,
      }
      let steps = 0
      for await (const event of paint(other)) {
        // A step may be told of again, with a preview.
        if (event.kind !== 'progress' || event.step === steps) continue
        steps = event.step
        heard.push(performance.now())
      }
    }),
  )
  const ended = performance.now()
  return {
    size,
    stepsPerSecond: stepRate(heard, ended - started),
    picturesPerMinute: (size * 60_000) / (ended - started),
  }
}
