import type { RgbPixels } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import { toRgb } from './pixels.ts'
import type { Session } from '#diffusion/session/session.ts'

/** Turns final latents into a picture. */
export interface VaeDecoder {
  /**
   * `latents`: `[4, height, width]`, as the scheduler left them.
   * @throws PaintError where no numbers come out: a black picture would help nobody
   */
  decode(latents: Float32Array, height: number, width: number): Promise<RgbPixels>
}

/** `part`: the folder that the graph is in, for people. */
export function createVaeDecoder(session: Session, scalingFactor: number, part = 'vae_decoder'): VaeDecoder {
  const [input] = session.inputs
  const [output] = session.outputs
  if (!input || !output || session.inputs.length > 1) {
    throw new PaintError(
      'bad_model',
      `${part}/ is not a VAE decoder: it should take latents and nothing else.`,
    )
  }
  return {
    async decode(latents, height, width) {
      const scaled = latents.map((value) => value / scalingFactor)
      const results = await session.run(
        { [input.name]: { dims: [1, 4, height, width], data: scaled } },
        { [output.name]: undefined },
      )
      const pixels = results[output.name]
      if (!pixels) throw new Error(`${part} gave nothing.`)
      if (pixels.data.some(Number.isNaN)) throw noNumbers(latents)
      return toRgb(pixels)
    },
  }
}

/** Those of pictures stay below some dozens. */
const farTooLarge = 1e4

function noNumbers(latents: Float32Array): PaintError {
  return latents.every((value) => Math.abs(value) < farTooLarge)
    ? new PaintError(
        'bad_model',
        "This model's VAE decoder gave no numbers, as some do in float16: take its float32 export.",
      )
    : new PaintError(
        'bad_request',
        "With these settings the picture's numbers grew past all bounds: use a lower guidance, more steps or another scheduler.",
      )
}
