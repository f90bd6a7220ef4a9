/** The painter's own process: an engine that is told what to paint by its parent. Started by painter-child.ts. */
import { createEngine, type Engine } from './engine.ts'
import { PaintError } from './errors.ts'
import type { FromPainter, PainterFailure, ToPainter } from './painter-messages.ts'
import { openSession } from './session.ts'
import { watched } from './watched-session.ts'

const running = new Map<number, AbortController>()
let engine: Engine | undefined

process.on('message', (message: ToPainter) => {
  switch (message.type) {
    case 'options':
      engine = createEngine({ ...message.options, openSession: watched(openSession, send) })
      break
    case 'paint':
      void paint(message.id, message.request)
      break
    case 'cancel':
      running.get(message.id)?.abort()
      break
  }
})

// Without its parent there is nobody to paint for. This can't come during a run: that blocks the event loop.
process.on('disconnect', () => process.exit())

async function paint(id: number, request: Parameters<Engine['paint']>[0]): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    if (!engine) throw new Error('The painter was asked to paint before it had its options.')
    for await (const event of engine.paint(request, controller.signal)) send({ type: 'event', id, event })
    send({ type: 'end', id })
  } catch (error) {
    send({ type: 'error', id, error: failure(error) })
  } finally {
    running.delete(id)
  }
}

function send(message: FromPainter): void {
  // The parent may have gone meanwhile; 'disconnect' then ends this process.
  if (process.connected) process.send?.(message)
}

function failure(error: unknown): PainterFailure {
  if (error instanceof PaintError) return { code: error.code, message: error.message }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { message, ...(stack !== undefined && { stack }) }
}
