import { PaintError } from '#diffusion/errors.ts'
import { fromRgb, type UnroundedPixels } from './pixels.ts'
import type { NoiseSource } from '#diffusion/schedulers/scheduler.ts'
import type { Session } from '#diffusion/session/session.ts'

/** Where an image lies in latent space: a normal distribution, or one draw from it made inside an older graph. */
export interface Posterior {
  /** `[4, h, w]` of this image, scaled as the UNet knows it; draws from `noise` unless the graph has drawn already. */
  sample(noise: NoiseSource): Float32Array
}

export interface VaeEncoder {
  encode(pixels: UnroundedPixels): Promise<Posterior>
}

export function createVaeEncoder(session: Session, scalingFactor: number): VaeEncoder {
  const [input] = session.inputs
  const output =
    session.outputs.find(({ name }) => name === 'latent_parameters' || name === 'latent_sample') ??
    session.outputs[0]
  if (!input || !output) throw new PaintError('bad_model', 'vae_encoder/ is not a VAE encoder.')
  return {
    async encode(pixels) {
      const values = (await session.run({ [input.name]: fromRgb(pixels) }, { [output.name]: undefined }))[
        output.name
      ]
      if (!values) throw new Error('The VAE encoder gave nothing.')
      return values.dims[1] === 8 ? posterior(values.data, scalingFactor) : drawn(values.data, scalingFactor)
    },
  }
}

/** Mean and log-variance, one after the other (diffusers `DiagonalGaussianDistribution`). */
function posterior(parameters: Float32Array, scalingFactor: number): Posterior {
  const size = parameters.length / 2
  const mean = parameters.subarray(0, size)
  const deviation = parameters
    .subarray(size)
    .map((logVariance) => Math.exp(0.5 * Math.min(Math.max(logVariance, -30), 20)))
  return {
    sample(noise) {
      const latents = new Float32Array(size)
      noise.draw(latents)
      for (let i = 0; i < size; i++) {
        latents[i] = scalingFactor * Math.fround((mean[i] ?? 0) + (deviation[i] ?? 0) * (latents[i] ?? 0))
      }
      return latents
    },
  }
}

function drawn(latents: Float32Array, scalingFactor: number): Posterior {
  const scaled = latents.map((value) => value * scalingFactor)
  return { sample: () => scaled.slice() }
}
