import type { Paint, PaintRequest } from '#diffusion/contract.ts'
import { createEngine } from '#diffusion/engine/engine.ts'
import { percentile, sum } from '#bench/statistics.ts'
import { recordedSessions, type SessionRun } from './recorded-sessions.ts'

/** One picture, in this process. */
export interface PartsMeasured {
  loadSeconds: number
  textEncoderSeconds: number
  /** Seconds of all runs of the UNet together. */
  unetSeconds: number
  vaeDecoderSeconds: number
  totalSeconds: number
  /** From the start of one UNet run to the start of the next. */
  msPerStep: number
  /** What the cores worked for one UNet run, all together: comparable where the machine had other work too. */
  cpuMsPerStep: number
  /** Of that, what is not the UNet: scheduler, guidance, preview, tensors. */
  ownMsPerStep: number
  ownShare: number
}

export async function measureParts(
  device: string,
  threads: number | undefined,
  request: PaintRequest,
): Promise<PartsMeasured> {
  const recorded = recordedSessions()
  const engine = createEngine({
    device,
    openSession: recorded.openSession,
    ...(threads !== undefined && { threads }),
  })
  try {
    // The first picture finds cold caches, and shapes that nothing is allocated for.
    await painted(engine.paint, { ...request, steps: 2 })
    recorded.runs.length = 0
    const started = performance.now()
    // Other words: the ones of the first picture are kept.
    await painted(engine.paint, { ...request, prompt: `${request.prompt}, at dawn` })
    const totalSeconds = (performance.now() - started) / 1000
    const seconds = (part: string) =>
      sum(recorded.runs.filter((run) => run.part === part).map(({ start, end }) => end - start)) / 1000
    const unet = recorded.runs.filter(({ part }) => part === 'unet')
    const own = gaps(unet)
    const msPerStep = ((unet.at(-1)?.end ?? NaN) - (unet[0]?.start ?? NaN)) / unet.length || NaN
    const ownMsPerStep = percentile(own, 0.5)
    return {
      loadSeconds: recorded.loadMs() / 1000,
      textEncoderSeconds: seconds('text_encoder'),
      unetSeconds: seconds('unet'),
      vaeDecoderSeconds: seconds('vae_decoder'),
      totalSeconds,
      msPerStep,
      cpuMsPerStep: sum(unet.map(({ cpuMs }) => cpuMs)) / unet.length,
      ownMsPerStep,
      ownShare: ownMsPerStep / msPerStep,
    }
  } finally {
    await engine.close()
  }
}

/** Milliseconds between the end of one run and the start of the next. */
export function gaps(runs: readonly SessionRun[]): number[] {
  return runs.slice(1).map(({ start }, i) => start - (runs[i]?.end ?? start))
}

export async function painted(paint: Paint, request: PaintRequest): Promise<void> {
  let pictures = 0
  for await (const event of paint(request)) if (event.kind === 'picture') pictures += 1
  if (pictures !== request.count)
    throw new Error(`${pictures} pictures came, ${request.count} were asked for.`)
}
