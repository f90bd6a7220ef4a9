import type { CleanShare } from './clean-share.ts'
import type { Denoised, Previews } from './preview.ts'
import type { VaeDecoder } from './vae-decoder.ts'

/** Latents of a preview's longer side at most: 256 pixels. A larger one would cost a picture of SD 1.5's size a tenth of its time. */
const mostLatents = 32

/** Previews by a small decoder, which show what the picture will be; of large pictures, smaller. */
export function createTinyPreviews(share: CleanShare, decoder: () => Promise<VaeDecoder>): Previews {
  return (denoised) => {
    const { latents, height, width } = shrunkClean(share, denoised)
    return async () => (await decoder()).decode(latents, height, width)
  }
}

/** The clean latents, each the mean of a square of them where there are too many. */
function shrunkClean(share: CleanShare, { sample, output, timestep, height, width }: Denoised) {
  const { ofSample, ofOutput } = share(timestep)
  const square = Math.ceil(Math.max(height, width) / mostLatents)
  const [down, across] = [Math.floor(height / square), Math.floor(width / square)]
  const latents = new Float32Array(4 * down * across)
  for (let channel = 0; channel < 4; channel++) {
    for (let y = 0; y < down * square; y++) {
      for (let x = 0; x < across * square; x++) {
        const from = (channel * height + y) * width + x
        const to = (channel * down + Math.floor(y / square)) * across + Math.floor(x / square)
        const clean = ofSample * (sample[from] ?? 0) + ofOutput * (output[from] ?? 0)
        latents[to] = (latents[to] ?? 0) + clean / square ** 2
      }
    }
  }
  return { latents, height: down, width: across }
}
