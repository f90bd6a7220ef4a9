import type { Paint, PaintEvent, PaintRequest } from '#diffusion/contract.ts'

/** Enough for the engine to share its runs among them, few enough that others' requests get in between. */
const atOnce = 4

/**
 * Paints requests of one picture each as if they were one request: image `i` is request `i`'s, progress counts the steps of all
 * together, and the preview is that of whichever came on last. One that fails ends them all.
 */
export async function* paintCells(
  paint: Paint,
  requests: readonly PaintRequest[],
  signal: AbortSignal,
): AsyncIterable<PaintEvent> {
  const over = new AbortController()
  const together = AbortSignal.any([signal, over.signal])
  const steps = requests.reduce((sum, request) => sum + request.steps, 0)
  const done = requests.map(() => 0)
  const waiting = requests.entries()
  const running = new Map<number, Promise<Pulled>>()

  const pull = async (index: number, events: AsyncIterator<PaintEvent>): Promise<Pulled> => ({
    index,
    events,
    result: await events.next(),
  })
  const startNext = () => {
    const { done: none, value } = waiting.next()
    if (none === true) return
    const [index, request] = value
    running.set(index, pull(index, paint(request, together)[Symbol.asyncIterator]()))
  }
  try {
    for (let i = 0; i < atOnce; i++) startNext()
    while (running.size > 0) {
      const { index, events, result } = await Promise.race(running.values())
      if (result.done === true) {
        running.delete(index)
        startNext()
        continue
      }
      running.set(index, pull(index, events))
      const event = result.value
      if (event.kind === 'picture') yield { ...event, index }
      else {
        done[index] = event.step
        yield { ...event, step: done.reduce((sum, one) => sum + one, 0), steps }
      }
    }
  } finally {
    over.abort(new Error('the others of its sheet ended'))
    // The abort ends the cells that still run. Their errors are dropped: the sheet's own error is thrown already.
    await Promise.allSettled(running.values())
  }
}

interface Pulled {
  index: number
  events: AsyncIterator<PaintEvent>
  result: IteratorResult<PaintEvent>
}
