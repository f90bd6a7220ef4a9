import { percentile } from '#bench/statistics.ts'
import { createPainter } from '#diffusion/painter/painter.ts'

/** What the engine takes for a picture, asked directly: milliseconds, the median. */
export async function engineAlone(
  folder: string,
  { device, pictures, steps, size }: { device: string; pictures: number; steps: number; size: number },
): Promise<number> {
  const painter = createPainter({ device })
  const times: number[] = []
  try {
    await painter.open(folder)
    for (let i = 0; i <= pictures; i++) {
      const begun = performance.now()
      const request = {
        model: folder,
        prompt: 'a dragon',
        negativePrompt: '',
        steps,
        guidance: 7.5,
        width: size,
        height: size,
        seed: i,
        count: 1,
        scheduler: 'dpmpp_2m_karras' as const,
        rng: 'torch' as const,
        clipSkip: 0,
        previewEveryMs: 500,
      }
      for await (const event of painter.paint(request))
        if (event.kind === 'picture' && i > 0) times.push(performance.now() - begun)
    }
  } finally {
    await painter.close()
  }
  return percentile(times, 0.5)
}
