import type { RgbImage } from '#diffusion/contract.ts'
import { ddpmBetas, noiseSchedule } from '#diffusion/schedule/noise-schedule.ts'
import type { SchedulerConfig } from '#diffusion/schedule/config.ts'

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

/** Makes small previews, of the picture that the UNet sees behind the noise at this step. */
export type MakePreview = (denoised: Denoised) => RgbImage

export function createPreviews(
  config: SchedulerConfig,
  colours: LatentColours = stableDiffusionColours,
): MakePreview {
  const factors = Float64Array.from(colours.flat())
  const [red0 = 0, green0 = 0, blue0 = 0] = colours[4] ?? []
  const { alphasCumprod } = noiseSchedule(config, ddpmBetas)
  const prediction = config.prediction_type ?? 'epsilon'
  return ({ sample, output, timestep, height, width }) => {
    const alpha = alphasCumprod[Math.round(timestep)] ?? 1
    const signal = Math.sqrt(alpha)
    const noise = Math.sqrt(1 - alpha)
    // picture = ofSample · sample + ofOutput · output
    const [ofSample, ofOutput] =
      prediction === 'epsilon'
        ? [1 / signal, -noise / signal]
        : prediction === 'v_prediction'
          ? [signal, -noise]
          : [0, 1]
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
    return { width, height, data: new Uint8Array(data.buffer) }
  }
}
