import type { PaintSettings } from '#core/generation.ts'

export const jobStatuses = ['queued', 'painting', 'completed', 'failed', 'cancelled'] as const
export type JobStatus = (typeof jobStatuses)[number]

/** A request for pictures, as its person's programs see it. */
export interface Job {
  id: string
  status: JobStatus
  /** 0 while it is painted, 1 for the next one; null when it has ended. */
  position: number | null
  /** Until it is done, as far as that can be told. */
  secondsLeft: number | null
  progress: { step: number; steps: number }
  /** What it is painted with, every value resolved. */
  settings: PaintSettings
  /** Once it is completed. */
  pictures: readonly JobPicture[]
  /** That painting took. */
  seconds: number | null
  /** Why it failed, or that it was cancelled. */
  error: { code: string; message: string } | null
  /** What there is to say about the request. */
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
  /** Of the PNG. */
  bytes: number
  /** SHA-256 of the PNG, hex. */
  sha256: string
}

export type JobEvent =
  /** Its state, its place or its step changed; the last one has ended. */
  | { kind: 'job'; job: Job }
  /** A small JPEG of what is being painted. */
  | { kind: 'preview'; jpeg: Uint8Array; step: number; steps: number }

export function hasEnded({ status }: Pick<Job, 'status'>): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}
