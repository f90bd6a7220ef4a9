import { type GreyPixels, repaintedFrom, type RgbPixels, type StartImage } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { Model } from '#diffusion/model/model.ts'
import type { NoiseSource, Scheduler } from '#diffusion/schedulers/scheduler.ts'
import type { UnroundedPixels } from '#diffusion/networks/pixels.ts'
import { latentChannels } from '#diffusion/networks/unet-batch.ts'
import type { Posterior } from '#diffusion/networks/vae-encoder.ts'

/** What one image starts from, and what puts the kept part of an inpainting back after each step. */
export interface StartLatents {
  latents: Float32Array
  /** Mask and masked image, `[5, h, w]`, for a UNet of nine channels. */
  surroundings?: Float32Array
  afterStep?: (latents: Float32Array, call: number) => void
}

/** Makes one image's start; draws from its generator in diffusers' order. */
export type MakeStart = (scheduler: Scheduler, noise: NoiseSource) => StartLatents

/** Text-to-image: pure noise. */
export function noiseStart(size: number): MakeStart {
  return (scheduler, noise) => ({ latents: scaledNoise(draw(noise, size), scheduler) })
}

/** Image-to-image and inpainting; encodes the image once for all images of a request. */
export async function imageStart(model: Model, { pixels, strength, mask }: StartImage): Promise<MakeStart> {
  const encoder = await model.vaeEncoder()
  const posterior = await encoder.encode(pixels)
  if (!mask) return imageToImageStart(posterior)
  const latents = latentMask(mask, model.files.vaeScale)
  if (model.unet.graph.channels === latentChannels) return inpaintingStart(posterior, latents, strength)
  return surroundedStart(posterior, await encoder.encode(masked(pixels, mask)), latents, strength)
}

/** diffusers `StableDiffusionImg2ImgPipeline.prepare_latents`: at strength 1, too, the image shines through. */
function imageToImageStart(posterior: Posterior): MakeStart {
  return (scheduler, noise) => {
    const original = posterior.sample(noise)
    const latents = new Float32Array(original.length)
    scheduler.addNoise(original, draw(noise, original.length), 0, latents)
    return { latents }
  }
}

/**
 * diffusers `StableDiffusionInpaintPipeline` with a UNet of 4 channels. `mask`: 1 where it is repainted. Of several images at
 * once each is what its seed gives alone; diffusers draws the first one's posteriors for all of them.
 */
function inpaintingStart(posterior: Posterior, mask: Uint8Array, strength: number): MakeStart {
  return (scheduler, noise) => {
    const original = posterior.sample(noise)
    const size = original.length
    const added = draw(noise, size)
    // The masked image's posterior: such a UNet has no use for it, but diffusers draws it, and that shifts what follows.
    posterior.sample(noise)
    const latents = new Float32Array(size)
    if (strength === 1) latents.set(scaledNoise(added.slice(), scheduler))
    else scheduler.addNoise(original, added, 0, latents)
    const kept = new Float32Array(size)
    return {
      latents,
      afterStep(sample, call) {
        if (call + 1 < scheduler.timesteps.length) scheduler.addNoise(original, added, call + 1, kept)
        else kept.set(original)
        for (let i = 0; i < size; i++) if (mask[i % mask.length] === 0) sample[i] = kept[i] ?? 0
      },
    }
  }
}

/**
 * The same with a UNet of nine channels: it is shown the mask and the masked image at every step, and nothing is put back. At strength 1
 * diffusers does not encode the image then, so its posterior is not drawn.
 */
function surroundedStart(
  posterior: Posterior,
  maskedPosterior: Posterior,
  mask: Uint8Array,
  strength: number,
): MakeStart {
  return (scheduler, noise) => {
    const size = latentChannels * mask.length
    const original = strength === 1 ? undefined : posterior.sample(noise)
    const added = draw(noise, size)
    const surroundings = new Float32Array(mask.length + size)
    surroundings.set(mask)
    surroundings.set(maskedPosterior.sample(noise), mask.length)
    const latents = new Float32Array(size)
    if (original) scheduler.addNoise(original, added, 0, latents)
    else latents.set(scaledNoise(added, scheduler))
    return { latents, surroundings }
  }
}

/** Grey where it is repainted: the middle of the VAE's range, which is from -1 to 1. */
function masked({ width, height, data }: RgbPixels, mask: GreyPixels): UnroundedPixels {
  const middle = 127.5
  const hidden = (value: number, i: number) => (isRepainted(mask.data[Math.floor(i / 3)]) ? middle : value)
  return { width, height, data: Float32Array.from(data, hidden) }
}

function isRepainted(grey = 0): boolean {
  return grey >= repaintedFrom
}

/**
 * Nearest neighbour, as torch's `interpolate`: latent (x, y) is pixel (8x, 8y).
 * @throws PaintError `bad_request` when no such pixel is white: the picture would come back as it was
 */
function latentMask(mask: GreyPixels, scale: number): Uint8Array {
  const width = mask.width / scale
  const height = mask.height / scale
  const latents = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = (i % width) * scale
    const y = Math.floor(i / width) * scale
    return isRepainted(mask.data[y * mask.width + x]) ? 1 : 0
  })
  if (latents.includes(1)) return latents
  throw new PaintError(
    'bad_request',
    `The mask's white is too fine: nothing would be repainted. Draw it at least ${scale} pixels broad.`,
  )
}

function draw(noise: NoiseSource, size: number): Float32Array {
  const values = new Float32Array(size)
  noise.draw(values)
  return values
}

function scaledNoise(values: Float32Array, { initNoiseSigma }: Scheduler): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) * initNoiseSigma
  return values
}
