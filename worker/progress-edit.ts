import sharp from 'sharp'
import type { Clock } from '#core/clock.ts'
import type { Generation } from '#db/schema.ts'
import type { LiveEdit } from '#delivery/live-message.ts'
import { underwayOf } from '#delivery/underway.ts'
import type { Progress } from '#diffusion/contract.ts'
import { paintingMessage } from '#messages/progress.ts'

/** Previews are latent-size; people see them at this width at least. */
const previewWidth = 256

/** How a generation's message looks at a step: bar, time left, and the preview, enlarged. */
export async function progressEdit(
  row: Generation,
  progress: Pick<Progress, 'step' | 'steps' | 'preview'>,
  secondsLeft?: number,
): Promise<LiveEdit> {
  // A preview stands in the embed, where nothing hides it.
  const preview = row.spoiler ? undefined : progress.preview?.[0]
  const file = preview && {
    name: `preview-${progress.step}.jpg`,
    contentType: 'image/jpeg',
    data: await sharp(preview.data, { raw: { width: preview.width, height: preview.height, channels: 3 } })
      .resize(Math.max(previewWidth, preview.width), null, { kernel: 'cubic' })
      .jpeg({ quality: 80 })
      .toBuffer(),
  }
  const body = paintingMessage(underwayOf(row), {
    step: progress.step,
    steps: progress.steps,
    ...(secondsLeft === undefined ? {} : { secondsLeft }),
    ...(file === undefined ? {} : { previewFile: file.name }),
  })
  return { body, files: file === undefined ? [] : [file] }
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
