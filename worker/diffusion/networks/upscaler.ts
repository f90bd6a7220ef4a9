import type { RgbPixels } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { Session } from '#diffusion/session/session.ts'
import { newValues, type Values } from '#diffusion/session/values.ts'

/** A network that makes a picture larger by itself, without a prompt: ESRGAN and its kin. */
export interface Upscaler {
  /** 2, 3, 4 … */
  readonly factor: number
  /** `pause` is awaited before each run, and throws when nobody wants the picture any more. */
  upscale(pixels: RgbPixels, pause: () => Promise<void>): Promise<RgbPixels>
}

/** Pixels of a tile that are kept, where the graph takes any size: a run of Real-ESRGAN's so takes about 1 GB. */
const tilePixels = 192
/** Pixels around a tile that the network sees and that are thrown away: tiles so meet without a seam. */
const contextPixels = 16
/** A run that tells the factor. */
const probePixels = 32

/**
 * Reads an upscaler's graph: one input `[1, 3, height, width]` of RGB in 0 … 1, one output of a multiple of that size.
 * @throws PaintError `bad_model` for any other graph
 */
export async function createUpscaler(file: string, session: Session, tile = tilePixels): Promise<Upscaler> {
  const [input, ...others] = session.inputs
  const [output] = session.outputs
  const [, channels, fixedHeight, fixedWidth] = input?.dims ?? []
  if (!input || !output || others.length > 0 || input.dims.length !== 4 || channels === 1) {
    throw notAnUpscaler(file)
  }
  const fixed = typeof fixedHeight === 'number' || typeof fixedWidth === 'number'
  const height =
    typeof fixedHeight === 'number' ? fixedHeight : fixed ? probePixels : tile + 2 * contextPixels
  const width = typeof fixedWidth === 'number' ? fixedWidth : fixed ? probePixels : tile + 2 * contextPixels
  if (Math.min(height, width) <= 2 * contextPixels) throw notAnUpscaler(file)

  const run = async (values: Values): Promise<Values> => {
    const { [output.name]: larger } = await session.run(
      { [input.name]: values },
      { [output.name]: undefined },
    )
    if (!larger) throw new Error('The upscaler gave nothing.')
    return larger
  }
  const probe = newValues(fixed ? [1, 3, height, width] : [1, 3, probePixels, probePixels])
  const [, , given = 0] = probe.dims
  const { dims } = await run(probe)
  const factor = (dims[2] ?? 0) / given
  if (dims[1] !== 3 || !Number.isInteger(factor) || factor < 1 || dims[3] !== factor * (probe.dims[3] ?? 0))
    throw notAnUpscaler(file)

  return {
    factor,
    async upscale(pixels, pause) {
      const larger = {
        width: pixels.width * factor,
        height: pixels.height * factor,
        data: new Uint8Array(pixels.width * pixels.height * 3 * factor ** 2),
      }
      const values = newValues([1, 3, height, width])
      for (let top = 0; top < pixels.height; top += height - 2 * contextPixels) {
        for (let left = 0; left < pixels.width; left += width - 2 * contextPixels) {
          await pause()
          cut(pixels, left - contextPixels, top - contextPixels, values)
          paste(await run(values), left * factor, top * factor, contextPixels * factor, larger)
        }
      }
      return larger
    },
  }
}

function notAnUpscaler(file: string): PaintError {
  return new PaintError(
    'bad_model',
    `${file} is no upscaler: it should take one RGB picture [1, 3, height, width] of more than 32 pixels a side, and give one a whole number of times as large.`,
  )
}

/** A window of the picture as planes in 0 … 1; beyond its edges the edge goes on. */
function cut({ width, height, data }: RgbPixels, left: number, top: number, { dims, data: planes }: Values) {
  const [, , rows = 0, columns = 0] = dims
  for (let y = 0; y < rows; y++) {
    const row = Math.min(Math.max(top + y, 0), height - 1) * width
    for (let x = 0; x < columns; x++) {
      const from = (row + Math.min(Math.max(left + x, 0), width - 1)) * 3
      const to = y * columns + x
      for (let channel = 0; channel < 3; channel++)
        planes[channel * rows * columns + to] = (data[from + channel] ?? 0) / 255
    }
  }
}

/** The inner part of a run's planes, without its margin, as pixels of the picture from (left, top) on. */
function paste({ dims, data: planes }: Values, left: number, top: number, margin: number, to: RgbPixels) {
  const [, , rows = 0, columns = 0] = dims
  const bottom = Math.min(top + rows - 2 * margin, to.height)
  const right = Math.min(left + columns - 2 * margin, to.width)
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const from = (y - top + margin) * columns + (x - left + margin)
      for (let channel = 0; channel < 3; channel++) {
        const unit = planes[channel * rows * columns + from] ?? 0
        to.data[(y * to.width + x) * 3 + channel] = Math.round(Math.min(Math.max(unit, 0), 1) * 255)
      }
    }
  }
}
