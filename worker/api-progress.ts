import { writeProgress } from '#db/api-jobs.ts'
import type { Generation } from '#db/schema.ts'
import { liveMessage } from '#delivery/live-message.ts'
import type { WorkerDeps } from './deps.ts'
import { previewJpeg } from './progress-edit.ts'
import type { ShownProgress, Step } from './shown-progress.ts'

/** Who watches is shown a step as often as previews are made. */
const writeIntervalMs = 250
const firstWriteIntervalMs = 50
/** Of what nobody watches: who asks for its status once in a while hears this. */
const unwatchedIntervalMs = 1000

/** Progress of a generation of the API, for who asks. Previews are made while somebody watches, and for nobody else. */
export function apiProgress(
  { db, logger, clock, previews }: Pick<WorkerDeps, 'db' | 'logger' | 'clock' | 'previews'>,
  row: Generation,
): ShownProgress {
  const live = liveMessage<{ step: number; steps: number; preview: Buffer | null }>({
    edit: (written) => writeProgress(db, row, written),
    intervalMs: writeIntervalMs,
    firstIntervalMs: firstWriteIntervalMs,
    logger,
  })
  let latest: Step | undefined
  let shownAt = -Infinity
  const show = () => {
    if (latest === undefined) return
    shownAt = clock.now().getTime()
    const { step, steps, preview = [] } = latest
    live.show(async () => {
      const wanted = preview.length > 0 && previews.isWanted(row.id)
      return { step, steps, preview: wanted ? await previewJpeg(preview) : null }
    })
  }
  const watched = previews.watch(row.id, show)
  return {
    show(progress) {
      latest = progress
      if (previews.isWanted(row.id) || clock.now().getTime() - shownAt >= unwatchedIntervalMs) show()
    },
    stop() {
      watched.done()
      return live.stop()
    },
  }
}
