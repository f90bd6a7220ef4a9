/** The painter's own process: an engine that is told what to paint by its parent. Started by painter-child.ts. */
import { writeFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import type { RgbPixels } from '#diffusion/contract.ts'
import { createEngine, type Engine } from '#diffusion/engine/engine.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { FromPainter, PainterEvent, PainterFailure, ToPainter } from './painter-messages.ts'
import { fitting } from '#diffusion/session/fitting-session.ts'
import { openSession } from '#diffusion/session/session.ts'
import { Upscalers } from '#diffusion/model/upscalers.ts'
import { watched } from './watched-session.ts'

// When memory runs out, this is the process that Linux should end: its parent starts another.
if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '500')

const running = new Map<number, AbortController>()
let engine: Engine | undefined
let upscalers: Upscalers | undefined

process.on('message', (message: ToPainter) => {
  switch (message.type) {
    case 'options': {
      // Before the first session: Linux counts threads, and onnxruntime's are made by then.
      if (message.priority !== undefined) setPriority(Math.max(message.priority, getPriority()))
      const say = (sentence: string) => send({ type: 'say', sentence })
      const { keptIn, float32 } = message.options
      const open = fitting(openSession, { keptIn, float32, say })
      const options = { ...message.options, openSession: watched(open, send) }
      engine = createEngine(options)
      upscalers = new Upscalers(options)
      break
    }
    case 'open':
      void answer(message.id, () => opened(message.model, message.vae))
      break
    case 'try':
      void answer(message.id, () => tried(message.model, message.vae))
      break
    case 'paint':
      void answer(message.id, (signal) => started().paint(message.request, signal))
      break
    case 'upscale':
      void answer(message.id, (signal) => upscaled(message.file, message.pixels, signal))
      break
    case 'cancel':
      running.get(message.id)?.abort()
      break
  }
})

// Without its parent there is nobody to paint for. This can't come during a run: that blocks the event loop.
process.on('disconnect', () => process.exit())

function started(): Engine {
  if (!engine) throw new Error('The painter was asked to work before it had its options.')
  return engine
}

async function* opened(model: string, vae?: string): AsyncGenerator<PainterEvent> {
  yield { kind: 'opened', ...(await started().open(model, vae)) }
  // What opening needed; V8 would keep it until the next picture.
  globalThis.gc?.()
}

async function* tried(model: string, vae?: string): AsyncGenerator<PainterEvent> {
  yield { kind: 'tried', ...(await started().try(model, vae)) }
}

async function* upscaled(
  file: string,
  pixels: RgbPixels | undefined,
  signal: AbortSignal,
): AsyncGenerator<PainterEvent> {
  if (!upscalers) throw new Error('The painter was asked to work before it had its options.')
  if (pixels) yield { kind: 'upscaled', pixels: await upscalers.upscale(file, pixels, signal) }
  else yield { kind: 'upscaler', factor: await upscalers.factor(file) }
}

/** Sends the events of one request, and how it ended. */
async function answer(id: number, work: (signal: AbortSignal) => AsyncIterable<PainterEvent>): Promise<void> {
  const controller = new AbortController()
  running.set(id, controller)
  try {
    for await (const event of work(controller.signal)) send({ type: 'event', id, event })
    send({ type: 'end', id })
  } catch (error) {
    send({ type: 'error', id, error: failure(error) })
  } finally {
    running.delete(id)
  }
}

function send(message: FromPainter): void {
  // A channel that breaks has lost its parent, just as 'disconnect' says.
  if (process.connected) process.send?.(message, undefined, undefined, (error) => error && process.exit())
}

function failure(error: unknown): PainterFailure {
  if (error instanceof PaintError) return { code: error.code, message: error.message }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { message, ...(stack !== undefined && { stack }) }
}
