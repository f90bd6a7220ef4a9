import { createHash, randomUUID } from 'node:crypto'
import { settingsOf } from '#db/generations.ts'
import type { NewImage } from '#db/images.ts'
import type { Generation } from '#db/schema.ts'
import type { Picture, Progress } from '#diffusion/contract.ts'
import { editGenerationMessage } from '#delivery/deliver-picture.ts'
import { liveMessage } from '#delivery/live-message.ts'
import type { WorkerDeps } from './deps.ts'
import { encodePicture } from './encode-picture.ts'
import { paintRequestOf } from './paint-request.ts'
import { progressEdit, progressMeter } from './progress-edit.ts'

/** Progress is shown about this often; Discord allows five edits in five seconds a channel. */
const editIntervalMs = 2000
/** The first preview comes sooner: a small model is done before the second would. */
const firstIntervalMs = 500
/** Previews are made more often than shown, so that a shown one is fresh. */
const previewIntervalMs = 250

/**
 * Paints a generation's pictures while its message shows how far it is, and keeps them in the store.
 * @returns the rows of the pictures, which are in the store before anybody hears of them
 */
export async function paintPictures(
  deps: WorkerDeps,
  row: Generation,
  signal: AbortSignal,
): Promise<NewImage[]> {
  const settings = settingsOf(row)
  const live = liveMessage({
    edit: async ({ body, files }) => {
      await editGenerationMessage(deps, row, body, files)
    },
    intervalMs: editIntervalMs,
    firstIntervalMs,
    logger: deps.logger,
  })
  const meter = progressMeter(deps.clock)
  live.show(() => progressEdit(row, { step: 0, steps: settings.steps }))
  const pictures: Picture[] = []
  try {
    const request = { ...(await paintRequestOf(deps, row)), previewEveryMs: previewIntervalMs }
    let preview: Progress['preview']
    for await (const event of deps.paint(request, signal)) {
      if (event.kind === 'progress') {
        const secondsLeft = meter(event)
        preview = event.preview ?? preview
        const latest = { ...event, ...(preview && { preview }) }
        live.show(() => progressEdit(row, latest, secondsLeft))
      } else pictures.push(event)
    }
  } finally {
    await live.stop()
  }
  return Promise.all(
    pictures.map(async (picture) => {
      const png = await encodePicture(picture, settings, await deps.modelHash(row.model))
      const image = {
        id: randomUUID(),
        index: picture.index,
        seed: picture.seed,
        width: picture.image.width,
        height: picture.image.height,
        bytes: png.length,
        sha256: createHash('sha256').update(png).digest('hex'),
      }
      await deps.store.put(image.id, png)
      return image
    }),
  )
}
