import type { Paint, PaintRequest } from '#diffusion/contract.ts'
import { createEngine } from '#diffusion/engine/engine.ts'
import { createPainter } from '#diffusion/painter/painter.ts'
import { ownProcess } from '#process/own-process.ts'
import { percentile } from '#bench/statistics.ts'
import { benchRequest } from './bench-request.ts'
import { gaps, painted } from './measure-parts.ts'
import { recordedSessions } from './recorded-sessions.ts'

/** The fastest tenth is what nothing else on the machine disturbed. */
export interface Spread {
  p10: number
  p50: number
  p99: number
}

/** Our own work between two UNet runs at 64×64 latents, in absolute terms: a slow model can't hide it. */
export interface OverheadMeasured {
  /** Milliseconds a request, with a preview at every step, one request alone. */
  alone: Spread
  /** The same with a scheduler that draws noise at every step. */
  withNoise: Spread
  /** The same as `alone` with several requests that share their runs. */
  together: Spread & { requests: number }
  /** What a step through the painter process takes longer than in this process (tiny latents). */
  crossingMs: number
}

export interface OverheadSteps {
  between: number
  crossing: number
}
const enoughSteps: OverheadSteps = { between: 100, crossing: 300 }
/** The crossing is a small difference of two times: it is taken of steps that nothing else on the machine disturbed. */
const fastSteps = 0.1
const togetherRequests = 4

/** `model`: a tiny one; our work is the same for every model. */
export async function measureOverhead(model: string, steps = enoughSteps): Promise<OverheadMeasured> {
  const request = {
    ...benchRequest(model, { width: 512, height: 512, steps: steps.between }),
    // Less than a step takes: one is due every time.
    previewEveryMs: 0.001,
  }
  // At this size the tiny UNet would still compute for a second and take gigabytes.
  const recorded = recordedSessions('unet')
  const engine = createEngine({ device: 'cpu', openSession: recorded.openSession })
  const between = async (requests: number, scheduler = request.scheduler): Promise<Spread> => {
    // As in a painter that has painted before: the first steps are slower, until V8 has compiled them.
    await painted(engine.paint, { ...request, scheduler })
    recorded.runs.length = 0
    await Promise.all(
      Array.from({ length: requests }, (_, i) => painted(engine.paint, { ...request, scheduler, seed: i })),
    )
    const unet = recorded.runs.filter(({ part }) => part === 'unet')
    const each = gaps(unet).map((ms) => ms / requests)
    return { p10: percentile(each, 0.1), p50: percentile(each, 0.5), p99: percentile(each, 0.99) }
  }
  try {
    return {
      alone: await between(1),
      withNoise: await between(1, 'euler_a'),
      together: { requests: togetherRequests, ...(await between(togetherRequests)) },
      crossingMs: await measureCrossing(model, steps.crossing),
    }
  } finally {
    await engine.close()
  }
}

async function measureCrossing(model: string, steps: number): Promise<number> {
  const request = benchRequest(model, { width: 32, height: 32, steps })
  const engine = createEngine({ device: 'cpu' })
  const painter = createPainter({
    device: 'cpu',
    program: ownProcess('worker/diffusion/painter/painter-process'),
  })
  try {
    const stepMs = async (paint: Paint): Promise<number> => {
      await painted(paint, { ...request, steps: 5 })
      return percentile(await stepIntervals(paint, request), fastSteps)
    }
    const here = await stepMs(engine.paint)
    return (await stepMs(painter.paint)) - here
  } finally {
    await engine.close()
    await painter.close()
  }
}

async function stepIntervals(paint: Paint, request: PaintRequest): Promise<number[]> {
  const times: number[] = []
  for await (const event of paint(request)) if (event.kind === 'progress') times.push(performance.now())
  return times.slice(1).map((time, i) => time - (times[i] ?? time))
}
