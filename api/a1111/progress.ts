import type { Job } from '#api/contract/job.ts'
import { timestamp } from './generation-info.ts'

/** A1111's progress of something that has begun is never 0: clients wait until it is. */
const leastProgress = 0.01

/**
 * `GET /sdapi/v1/progress`, of the caller's own jobs.
 * @param jobs those that wait or are painted, the soonest first
 */
export function progressAnswer(jobs: readonly Job[], preview: Uint8Array | undefined) {
  const [current] = jobs
  const { step, steps } = current?.progress ?? { step: 0, steps: 0 }
  const place = current?.position ?? 0
  const share = steps === 0 ? 0 : step / steps
  return {
    progress: current === undefined ? 0 : Math.min(1, leastProgress + share / jobs.length),
    eta_relative: current?.secondsLeft ?? 0,
    state: {
      skipped: false,
      interrupted: false,
      stopping_generation: false,
      job: current?.id ?? '',
      job_count: jobs.length,
      job_timestamp: current === undefined ? '0' : timestamp(current.createdAt),
      job_no: 0,
      sampling_step: step,
      sampling_steps: steps,
    },
    current_image: preview === undefined ? null : Buffer.from(preview).toString('base64'),
    textinfo: place === 0 ? null : `Waiting: place ${place}`,
  }
}
