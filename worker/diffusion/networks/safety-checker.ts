import sharp from 'sharp'
import type { RgbPixels } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { Session } from '#diffusion/session/session.ts'
import { newValues, type Values } from '#diffusion/session/values.ts'

/** Stable Diffusion's safety checker (diffusers `StableDiffusionSafetyChecker.forward_onnx`). */
export interface SafetyChecker {
  /** Whether the picture shows one of the concepts that it was trained to find. */
  isNsfw(pixels: RgbPixels): Promise<boolean>
}

/** What CLIP's image encoder sees: pixels a side, where the graph doesn't say, and the mean and deviation of each colour. */
const clipSide = 224
const mean = [0.48145466, 0.4578275, 0.40821073]
const deviation = [0.26862954, 0.26130258, 0.27577711]

/** @throws PaintError `bad_model` when the graph is no safety checker */
export function createSafetyChecker(session: Session): SafetyChecker {
  const images = session.inputs.find(({ name }) => name === 'images')
  const clip = session.inputs.find(({ name }) => name === 'clip_input')
  if (!images || !clip || !session.outputs.some(({ name }) => name === 'has_nsfw_concepts')) {
    throw new PaintError('bad_model', 'safety_checker/ is not the safety checker of Stable Diffusion.')
  }
  const side = typeof clip.dims[2] === 'number' ? clip.dims[2] : clipSide
  // The graph also blackens the pictures it is handed; that is not wanted, so it gets the smallest it takes.
  const unused = newValues(
    images.dims.map((dim, axis) => (typeof dim === 'number' ? dim : axis === 3 ? 3 : 1)),
  )
  return {
    async isNsfw(pixels) {
      const feeds = { clip_input: await clipInput(pixels, side), images: unused }
      const { has_nsfw_concepts: found } = await session.run(feeds, { has_nsfw_concepts: undefined })
      return found?.data[0] === 1
    },
  }
}

/** CLIPImageProcessor: the shorter side to `side` pixels (bicubic), the middle square, normalized. */
async function clipInput({ width, height, data }: RgbPixels, side: number): Promise<Values> {
  const pixels = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(side, side, { fit: 'cover', position: 'centre', kernel: 'cubic' })
    .raw()
    .toBuffer()
  const values = newValues([1, 3, side, side])
  for (const [channel, middle] of mean.entries()) {
    for (let i = 0; i < side * side; i++) {
      values.data[channel * side * side + i] =
        ((pixels[i * 3 + channel] ?? 0) / 255 - middle) / (deviation[channel] ?? 1)
    }
  }
  return values
}
