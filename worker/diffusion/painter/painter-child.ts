import { fork, type ChildProcess } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { PaintEvent, PaintRequest, RgbPixels } from '#diffusion/contract.ts'
import type { OpenedModel } from '#diffusion/engine/engine.ts'
import type { Trial } from '#diffusion/engine/trial.ts'
import { PaintError } from '#diffusion/errors.ts'
import { EventQueue } from '#diffusion/event-queue.ts'
import type { ModelPlace } from '#diffusion/model/model.ts'
import { withGpuLibraries } from '#diffusion/session/gpu-libraries.ts'
import { HangWatch, type HangBounds } from './hang-watch.ts'
import type {
  EngineSettings,
  FromPainter,
  PainterEvent,
  PainterFailure,
  ToPainter,
} from './painter-messages.ts'
import { kindOfWork, type PainterWork } from './painter-work.ts'

export interface ChildOptions {
  engine: EngineSettings
  bounds: HangBounds
  /** What the process computes with, as `nice` counts it; its parent's by default. */
  priority?: number | undefined
  /** What the process runs; `painter-process.ts` through tsx by default. */
  program?: PainterProgram | undefined
  /** The process's environment; this one's by default. */
  env?: NodeJS.ProcessEnv | undefined
  /** Sentences for the operator. */
  say?: ((sentence: string) => void) | undefined
  /** The process crashed, hung, or its device was lost: all but being stopped from here. */
  onLost?: ((reason: string) => void) | undefined
}

/** What the child process runs: `painter-process.ts`, from its source or compiled. */
export interface PainterProgram {
  readonly file: string
  readonly execArgv: string[]
}

/** One painter process, from its start to its end. */
export class PainterChild {
  readonly #process: ChildProcess
  readonly #running = new Map<number, EventQueue<PainterEvent>>()
  readonly #watch: HangWatch
  #nextId = 1
  #doing: PainterWork = 'starting'
  readonly #options: ChildOptions
  #lost: string | undefined
  readonly exited: Promise<void>

  constructor(options: ChildOptions) {
    this.#options = options
    const { file, execArgv } = options.program ?? fromSource()
    this.#process = fork(file, {
      execArgv,
      serialization: 'advanced',
      env: withGpuLibraries(options.env ?? process.env),
      // What it prints goes to stderr: stdout belongs to whoever started us.
      stdio: ['ignore', 2, 2, 'ipc'],
    })
    this.#watch = new HangWatch(options.bounds, (seconds) => {
      this.#lose(`The painter did not answer for ${seconds} seconds and was stopped.`)
      this.kill()
    })
    this.exited = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => {
        this.#end(`The painter stopped unexpectedly (${signal ?? `exit status ${code}`}).`)
        resolve()
      })
      this.#process.once('error', (error) => {
        this.#end(`The painter could not be started: ${error.message}.`)
        resolve()
      })
    })
    this.#process.on('message', (message: FromPainter) => this.#receive(message))
    this.#send({ type: 'options', options: options.engine, priority: options.priority })
  }

  /** As the engine was told. */
  get device(): string {
    return this.#options.engine.device
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  /** The latest that it said it does. */
  get doing(): PainterWork {
    return this.#doing
  }

  get alive(): boolean {
    return this.#lost === undefined
  }

  get busy(): boolean {
    return this.#running.size > 0
  }

  async *paint(request: PaintRequest, signal?: AbortSignal): AsyncGenerator<PaintEvent, void, undefined> {
    for await (const event of this.#ask((id) => ({ type: 'paint', id, request }), signal)) {
      if (event.kind === 'progress' || event.kind === 'picture') yield event
    }
  }

  async open(model: string, vae?: string): Promise<OpenedModel> {
    const message = (id: number): ToPainter => ({
      type: 'open',
      id,
      model,
      ...(vae !== undefined && { vae }),
    })
    for await (const event of this.#ask(message)) {
      if (event.kind === 'opened') return event
    }
    throw new Error('The painter opened a model and said nothing of it.')
  }

  /** Runs a model's parts to see how this device does. @throws PaintError, also where the process crashes or hangs */
  async try({ path: model, vae }: ModelPlace): Promise<Trial> {
    const message = (id: number): ToPainter => ({ type: 'try', id, model, ...(vae !== undefined && { vae }) })
    for await (const event of this.#ask(message)) {
      if (event.kind === 'tried') return event
    }
    throw new Error('The painter tried a model and said nothing of it.')
  }

  async upscaleFactor(file: string): Promise<number> {
    for await (const event of this.#ask((id) => ({ type: 'upscale', id, file }))) {
      if (event.kind === 'upscaler') return event.factor
    }
    throw new Error('The painter opened an upscaler and said nothing of it.')
  }

  async upscale(file: string, pixels: RgbPixels, signal?: AbortSignal): Promise<RgbPixels> {
    for await (const event of this.#ask((id) => ({ type: 'upscale', id, file, pixels }), signal)) {
      if (event.kind === 'upscaled') return event.pixels
    }
    throw new Error('The painter upscaled a picture and said nothing of it.')
  }

  /** Sends a request and yields the events of its answer. */
  async *#ask(
    message: (id: number) => ToPainter,
    signal?: AbortSignal,
  ): AsyncGenerator<PainterEvent, void, undefined> {
    signal?.throwIfAborted()
    const id = this.#nextId++
    const events = new EventQueue<PainterEvent>()
    const abort = () => events.fail(signal?.reason)
    if (!this.busy) this.#watch.awaken()
    this.#running.set(id, events)
    signal?.addEventListener('abort', abort, { once: true })
    this.#send(message(id))
    try {
      yield* events.drain()
    } finally {
      signal?.removeEventListener('abort', abort)
      // Still there: the caller left before the end.
      if (this.#running.delete(id)) this.#send({ type: 'cancel', id })
      if (!this.busy) this.#watch.rest()
    }
  }

  /** It keeps nothing that needs closing, and can't be reached by a gentler signal during a run. */
  kill(reason = 'The painter was stopped.'): void {
    this.#lost ??= reason
    this.#process.kill('SIGKILL')
  }

  #receive(message: FromPainter): void {
    switch (message.type) {
      case 'busy':
        this.#watch.busy(message.work, message.size)
        this.#doing = kindOfWork(message.work, this.device)
        break
      case 'idle':
        if (this.busy) this.#watch.idle()
        break
      case 'event':
        this.#running.get(message.id)?.push(message.event)
        break
      case 'end':
        this.#take(message.id)?.end()
        break
      case 'error':
        this.#take(message.id)?.fail(thrown(message.error))
        // Its device is lost: other runs would fail as well.
        if (message.error.code === 'painter_lost') {
          this.#lose(message.error.message)
          this.kill()
        }
        break
      case 'say':
        this.#options.say?.(message.sentence)
        break
    }
  }

  #take(id: number): EventQueue<PainterEvent> | undefined {
    const events = this.#running.get(id)
    this.#running.delete(id)
    return events
  }

  #send(message: ToPainter): void {
    // A message to a process that has just ended is lost with it; 'exit' tells those who wait.
    if (this.#process.connected) this.#process.send(message, () => {})
  }

  #lose(reason: string): void {
    if (this.#lost !== undefined) return
    this.#lost = reason
    this.#options.onLost?.(reason)
  }

  #end(reason: string): void {
    this.#lose(reason)
    this.#watch.rest()
    for (const events of this.#running.values())
      events.fail(new PaintError('painter_lost', this.#lost ?? reason))
    this.#running.clear()
  }
}

function fromSource(): PainterProgram {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  return {
    file: fileURLToPath(new URL('painter-process.ts', import.meta.url)),
    execArgv: ['--import', loader],
  }
}

function thrown({ code, message, stack }: PainterFailure): Error {
  if (code) return new PaintError(code, message)
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
