import type { Job, JobStatus } from '#api/contract/job.ts'
import type { GenerationState } from '#core/generation.ts'
import type { Place } from '#core/queue-outlook.ts'
import type { ApiJobRow } from '#db/api-jobs.ts'
import { settingsOf } from '#db/generations.ts'
import type { Generation } from '#db/schema.ts'
import { paintersNotesOf } from './plain-notes.ts'

const statuses: Readonly<Record<GenerationState, JobStatus>> = {
  reserved: 'queued',
  queued: 'queued',
  painting: 'painting',
  painted: 'painting',
  delivered: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  released: 'failed',
}

/** A row as its person's programs see it. `place`: where it stands in line, as far as that is known. */
export function jobOf({ generation, progress, images }: ApiJobRow, place: Place | undefined): Job {
  const status = statuses[generation.state]
  const ended = status === 'completed' || status === 'failed' || status === 'cancelled'
  const settings = settingsOf(generation)
  const { startedAt, paintedAt, createdAt, count } = generation
  const missing = status === 'completed' ? count - images.length : 0
  return {
    id: generation.id,
    status,
    position: ended ? null : status === 'painting' ? 0 : (place?.position ?? null),
    secondsLeft: ended ? null : (place?.secondsLeft ?? null),
    progress:
      status === 'completed' || generation.state === 'painted'
        ? { step: settings.steps, steps: settings.steps }
        : (progress ?? { step: 0, steps: settings.steps }),
    settings,
    pictures:
      status === 'completed'
        ? images.map(({ id, index, seed, width, height, bytes, sha256 }) => ({
            id,
            index,
            seed,
            width,
            height,
            bytes,
            sha256,
          }))
        : [],
    seconds:
      startedAt === null || paintedAt === null ? null : (paintedAt.getTime() - startedAt.getTime()) / 1000,
    error: errorOf(generation, status),
    notes: [
      ...(generation.requestNotes ?? []),
      ...paintersNotesOf(generation.notes),
      ...(missing > 0 ? [`${missing} of ${count} pictures are not there.`] : []),
    ],
    returnBase64: generation.returnBase64,
    createdAt,
  }
}

function errorOf({ failure, failureText }: Generation, status: JobStatus): Job['error'] {
  if (status === 'cancelled') return { code: 'cancelled', message: 'It was cancelled. It cost nothing.' }
  if (status !== 'failed') return null
  return { code: failure ?? 'failed', message: failureText ?? 'It could not be painted. It cost nothing.' }
}
