import type { Job } from '#api/contract/job.ts'
import type { Jobs } from '#api/contract/jobs.ts'
import { defaultSpeed } from '#core/speeds.ts'
import { InBase64 } from '#api/http/json-bytes.ts'
import type { Status } from './schemas.ts'

/** A job as `/api/status` answers it; without the pictures themselves. */
export function statusOf(job: Job): Status {
  const { prompt, negativePrompt, model, steps, guidance, width, height, seed, count, scheduler, speed } =
    job.settings
  const { clipSkip = 1 } = job.settings
  return {
    id: job.id,
    status: job.status,
    position: job.position,
    seconds_left: job.secondsLeft === null ? null : Math.ceil(job.secondsLeft),
    progress: job.progress,
    settings: {
      prompt,
      negative_prompt: negativePrompt,
      model,
      steps,
      guidance,
      width,
      height,
      seed,
      count,
      scheduler,
      speed: speed ?? defaultSpeed,
      clip_skip: clipSkip,
    },
    images: job.pictures.map((picture) => ({
      url: `/api/images/${picture.id}.png`,
      seed: picture.seed,
      width: picture.width,
      height: picture.height,
      sha256: picture.sha256,
    })),
    seconds: job.seconds,
    error: job.error,
    notes: [...job.notes],
    created_at: job.createdAt.toISOString(),
  }
}

/** The same for `jsonBytes`, with the pictures in base64 where that was asked for. */
export async function statusWithPictures(job: Job, jobs: Pick<Jobs, 'png'>): Promise<object> {
  const status = statusOf(job)
  if (!job.returnBase64) return status
  const pngs = await Promise.all(job.pictures.map((picture) => jobs.png(picture)))
  return {
    ...status,
    images: status.images.map((image, index) => ({
      ...image,
      base64: new InBase64(pngs[index] ?? new Uint8Array()),
    })),
  }
}
