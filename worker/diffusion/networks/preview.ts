import type { RgbPixels } from '#diffusion/contract.ts'
import type { CleanShare } from './clean-share.ts'

/**
 * Red, green and blue, −1 … 1, of each of the four latent channels and, last, of no latents at all: a linear fit to what a
 * VAE makes of scaled latents.
 */
export type LatentColours = readonly [number, number, number][]

/** For SD 1.x and 2.x; found by the ComfyUI and A1111 communities. */
export const stableDiffusionColours: LatentColours = [
  [0.3512, 0.2297, 0.3227],
  [0.325, 0.4974, 0.235],
  [-0.2829, 0.1762, 0.2721],
  [-0.212, -0.2616, -0.7177],
  [0, 0, 0],
]

/** A UNet run's input and output for one image: `[4, height, width]` each. */
export interface Denoised {
  /** The UNet's input, under every scheduler `√ᾱ · picture + √(1 − ᾱ) · noise`. */
  sample: Float32Array
  /** The UNet's output, guidance included. */
  output: Float32Array
  timestep: number
  height: number
  width: number
}

/**
 * Takes what it needs of a finished step, while its numbers are there, and makes a small preview of it: of the picture that the UNet sees behind the
 * noise at this step.
 */
export type Previews = (denoised: Denoised) => () => Promise<RgbPixels>

export function createPreviews(share: CleanShare, colours: LatentColours = stableDiffusionColours): Previews {
  const factors = Float64Array.from(colours.flat())
  const [red0 = 0, green0 = 0, blue0 = 0] = colours[4] ?? []
  return ({ sample, output, timestep, height, width }) => {
    const { ofSample, ofOutput } = share(timestep)
    const size = height * width
    const data = new Uint8ClampedArray(size * 3)
    for (let pixel = 0; pixel < size; pixel++) {
      let red = 1 + red0
      let green = 1 + green0
      let blue = 1 + blue0
      for (let channel = 0; channel < 4; channel++) {
        const at = channel * size + pixel
        const latent = ofSample * (sample[at] ?? 0) + ofOutput * (output[at] ?? 0)
        red += latent * (factors[channel * 3] ?? 0)
        green += latent * (factors[channel * 3 + 1] ?? 0)
        blue += latent * (factors[channel * 3 + 2] ?? 0)
      }
      // −1 … 1 to 0 … 255; the array rounds and clamps.
      data[pixel * 3] = red * 127.5
      data[pixel * 3 + 1] = green * 127.5
      data[pixel * 3 + 2] = blue * 127.5
    }
    const preview = { width, height, data: new Uint8Array(data.buffer) }
    return () => Promise.resolve(preview)
  }
}
