import type { PaintSettings } from '#core/generation.ts'

export const jobStatuses = ['queued', 'painting', 'completed', 'failed', 'cancelled'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** A request for pictures, as its person's programs see it. */
export interface Job {
  id: string
  status: JobStatus
  /** 0 while it is painted, 1 for the next one; null when it has ended. */
  position: number | null
  /** Seconds until the job is done, where they can be estimated. */
  secondsLeft: number | null
  progress: { step: number; steps: number }
  /** The settings of the pictures, every value resolved. */
  settings: PaintSettings
  /** Once it is completed. */
  pictures: readonly JobPicture[]
  /** Seconds that painting took. */
  seconds: number | null
  /** Why it failed, or that it was cancelled. */
  error: { code: string; message: string } | null
  /** One sentence for each thing that was changed or ignored in the request. */
  notes: readonly string[]
  returnBase64: boolean
  createdAt: Date
}

export interface JobPicture {
  id: string
  index: number
  seed: number
  width: number
  height: number
  /** Size of the PNG. */
  bytes: number
  /** SHA-256 of the PNG, hex. */
  sha256: string
}

export type JobEvent =
  /** The job after each change of its state, place or step; the last one has ended. */
  | { kind: 'job'; job: Job }
  /** A small JPEG of what is being painted. */
  | { kind: 'preview'; jpeg: Uint8Array; step: number; steps: number }

export function hasEnded({ status }: Pick<Job, 'status'>): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
