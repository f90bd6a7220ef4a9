import { percentile } from '#bench/statistics.ts'
import { createPainter } from '#diffusion/painter/painter.ts'

/** An engine that is asked directly. */
export interface EngineAlone {
  /** What it takes for a picture, in milliseconds. */
  picture(seed: number): Promise<number>
  close(): Promise<void>
}

/** Opens an engine of its own, warmed up. */
export async function openEngine(
  folder: string,
  { device, steps, size }: { device: string; steps: number; size: number },
): Promise<EngineAlone> {
  const painter = createPainter({ device })
  const picture = async (seed: number) => {
    const begun = performance.now()
    const request = {
      model: folder,
      prompt: 'a dragon',
      negativePrompt: '',
      steps,
      guidance: 7.5,
      width: size,
      height: size,
      seed,
      count: 1,
      scheduler: 'dpmpp_2m_karras' as const,
      rng: 'torch' as const,
      clipSkip: 0,
      previewEveryMs: 500,
    }
    for await (const event of painter.paint(request))
      if (event.kind === 'picture') return performance.now() - begun
    throw new Error('a picture did not come')
  }
  try {
    await painter.open(folder)
    await picture(0)
  } catch (error) {
    await painter.close()
    throw error
  }
  return { picture, close: () => painter.close() }
}

/** What the engine takes for a picture, asked directly: milliseconds, the median. */
export async function engineAlone(
  folder: string,
  { pictures, ...asked }: { device: string; pictures: number; steps: number; size: number },
): Promise<number> {
  const engine = await openEngine(folder, asked)
  const times: number[] = []
  try {
    for (let i = 1; i <= pictures; i++) times.push(await engine.picture(i))
  } finally {
    await engine.close()
  }
  return percentile(times, 0.5)
}
