import sharp, { type Sharp } from 'sharp'
import type { Clock } from '#core/clock.ts'
import { composeGrid } from '#delivery/grid.ts'
import type { LiveEdit } from '#delivery/live-message.ts'
import type { Progress, RgbPixels } from '#diffusion/contract.ts'
import { paintingMessage, type Underway } from '#messages/progress.ts'

/** Previews are latent-size; people see them at this width at least. */
const previewWidth = 256

/** Previews as people see them, together. */
export async function previewJpeg(previews: readonly RgbPixels[]): Promise<Buffer> {
  const [first] = previews
  const picture = first !== undefined && previews.length === 1 ? enlarged(first) : sharp(await grid(previews))
  return picture.jpeg({ quality: 80 }).toBuffer()
}

/** How a generation's message looks at a step: bar, time left, and the preview, enlarged. */
export async function progressEdit(
  { underway, spoiler }: { underway: Underway; spoiler: boolean },
  progress: Pick<Progress, 'step' | 'steps' | 'preview'>,
  secondsLeft?: number,
): Promise<LiveEdit> {
  // A preview stands in the embed, where nothing hides it.
  const previews = spoiler ? [] : (progress.preview ?? [])
  const file =
    previews.length === 0
      ? undefined
      : {
          name: `preview-${progress.step}.jpg`,
          contentType: 'image/jpeg',
          data: await previewJpeg(previews),
        }
  const body = paintingMessage(underway, {
    step: progress.step,
    steps: progress.steps,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    ...(file === undefined ? {} : { previewFile: file.name }),
  })
  return { body, files: file === undefined ? [] : [file] }
}

function enlarged({ width, height, data }: RgbPixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } }).resize(Math.max(previewWidth, width), null, {
    kernel: 'cubic',
  })
}

/** Those of several, as the grid will stand. */
async function grid(previews: readonly RgbPixels[]): Promise<Buffer> {
  const large = await Promise.all(
    previews.map((one) => enlarged(one).png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true })),
  )
  const { width, height } = large[0]?.info ?? { width: previewWidth, height: previewWidth }
  return composeGrid(
    large.map(({ data }) => data),
    { width, height },
  )
}

/** Seconds left, judged by the steps so far; undefined until there are two to judge by. */
export function progressMeter(
  clock: Clock,
): (progress: { step: number; steps: number }) => number | undefined {
  let first: { step: number; at: number } | undefined
  return ({ step, steps }) => {
    const at = clock.now().getTime()
    first ??= { step, at }
    if (step === first.step) return undefined
    return Math.ceil((((at - first.at) / (step - first.step)) * (steps - step)) / 1000)
  }
}
