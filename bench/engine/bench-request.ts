import type { PaintRequest } from '#diffusion/contract.ts'

/** What is measured unless the command says otherwise: with guidance, so a picture is two rows of the UNet. */
export function benchRequest(
  model: string,
  { width, height, steps }: { width: number; height: number; steps: number },
): PaintRequest {
  return {
    model,
    prompt: 'a red dragon over a castle, oil on canvas, dramatic light',
    negativePrompt: 'blurry, low quality',
    steps,
    guidance: 7.5,
    width,
    height,
    seed: 42,
    count: 1,
    scheduler: 'dpmpp_2m_karras',
    rng: 'torch',
    clipSkip: 0,
  }
}
