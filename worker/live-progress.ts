import type { Generation } from '#db/schema.ts'
import { isForDiscord } from '#db/discord-generation.ts'
import { editGenerationMessage } from '#delivery/generation-message.ts'
import { liveMessage } from '#delivery/live-message.ts'
import { underwayOf } from '#delivery/underway.ts'
import { apiProgress } from './api-progress.ts'
import type { WorkerDeps } from './deps.ts'
import { progressEdit } from './progress-edit.ts'
import type { ShownProgress } from './shown-progress.ts'

/** Progress is shown about this often; Discord allows five edits in five seconds a channel. */
const editIntervalMs = 2000
/** The first preview comes sooner: a small model is done before the second would. */
const firstIntervalMs = 500

/** How far a generation is, as whoever asked for it sees it. */
export function liveProgress(deps: WorkerDeps, row: Generation): ShownProgress {
  const { logger } = deps
  if (isForDiscord(row)) {
    const live = liveMessage({
      edit: async ({ body, files }) => {
        await editGenerationMessage(deps, row, body, files)
      },
      intervalMs: editIntervalMs,
      firstIntervalMs,
      logger,
    })
    const onItsWay = { underway: underwayOf(row), spoiler: row.spoiler }
    return {
      show: (progress, secondsLeft) => live.show(() => progressEdit(onItsWay, progress, secondsLeft)),
      stop: () => live.stop(),
    }
  }
  if (row.source === 'cli') return { show: () => {}, stop: () => Promise.resolve() }
  return apiProgress(deps, row)
}
