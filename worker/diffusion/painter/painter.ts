import type { Paint, RgbPixels } from '#diffusion/contract.ts'
import type { OpenedModel } from '#diffusion/engine/engine.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { ModelPlace } from '#diffusion/model/model.ts'
import { defaultHangBounds, type HangBounds } from './hang-watch.ts'
import { chooseDevice, notReady } from './choose-device.ts'
import type { DeviceChoice } from './device-choices.ts'
import { PaintedOn } from './painted-on.ts'
import { PainterChild, type PainterProgram } from './painter-child.ts'
import type { EngineSettings } from './painter-messages.ts'
import type { PainterWork } from './painter-work.ts'

export interface PainterOptions extends EngineSettings {
  /** What becomes of running requests when the process crashes or hangs: `fail` (PaintError `painter_lost`), or paint again. */
  onLoss?: 'fail' | 'retry'
  /** After so long without a request the process ends, and its models' memory is free; the next request starts another. */
  idleMs?: number
  hang?: HangBounds
  /** A GPU that has not opened its first model by then leaves it to the CPU. TensorRT, which builds engines, is waited for. */
  openWithinMs?: number
  /** What its process computes with, as `nice` counts it; this one's by default. It is never less than this one's. */
  priority?: number
  /** The painter process's environment; this one's by default. */
  env?: NodeJS.ProcessEnv
  /** Sentences for the operator: what runs elsewhere than was asked for, and why. Each is said once. */
  say?: (sentence: string) => void
  /** What the child process runs; `painter-process.ts` through tsx where nothing else is said. */
  program?: PainterProgram
}

/** A model that is being opened. */
export interface PainterOpening {
  /** The one that is opened or, while `auto` is decided, tried. */
  device: string
  doing: PainterWork
  /** So far. */
  seconds: number
}

/** An engine in a process of its own. */
export interface Painter {
  paint: Paint
  /** Opens and warms up a model, so that its first request doesn't wait for that. @throws PaintError */
  open(model: string, vae?: string): Promise<OpenedModel>
  /** How many times as large an upscaler's pictures are. @throws PaintError `bad_model` or `device` */
  upscaleFactor(file: string): Promise<number>
  /** A picture as an upscaler (an `.onnx` file) makes it, without a prompt. @throws PaintError */
  upscale(file: string, pixels: RgbPixels, signal?: AbortSignal): Promise<RgbPixels>
  /** What it paints on; undefined while `auto` is undecided. It moves to the CPU after two losses in a row. */
  readonly device: string | undefined
  /** Undefined while no `open` is waited for. */
  readonly opening: PainterOpening | undefined
  /** The process that paints now, if there is one. */
  readonly pid: number | undefined
  /** Ends the process; what still runs fails. */
  close(): Promise<void>
}

/** A request that takes the painter down with it must not do so for ever. */
const retries = 2

/** So often in a row, without a picture in between, a GPU's painter may be lost; the third is one on the CPU. */
const lossesUntilCpu = 2

/** SD 1.5 from a slow disk and its shaders from a slow driver are through by then. */
const defaultOpenWithinMs = 10 * 60_000

/**
 * Paints in a child process: `session.run()` blocks its thread's event loop for the whole run, and a crash in native code takes
 * its process along. Many requests go to the one process, which batches them. A process that crashed or hung is replaced
 * with the next request.
 */
export function createPainter({
  onLoss = 'fail',
  idleMs,
  hang = defaultHangBounds,
  openWithinMs = defaultOpenWithinMs,
  priority,
  env,
  say = () => {},
  program,
  ...engine
}: PainterOptions): Painter {
  let child: PainterChild | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let closed = false
  const painted = new PaintedOn(engine.device)
  let choosing: Promise<DeviceChoice> | undefined
  let lossesInARow = 0
  /** The process of a trial, while there is one. */
  let trying: PainterChild | undefined
  let openingSince: number | undefined
  const said = new Set<string>()
  const sayOnce = (sentence: string) => {
    if (!said.has(sentence)) say(sentence)
    said.add(sentence)
  }
  const onLost = (reason: string) => {
    lossesInARow += 1
    const device = painted.on?.device
    if (device === undefined || device === 'cpu' || lossesInARow < lossesUntilCpu) return
    sayOnce(
      `The painter was lost ${lossesInARow} times in a row on ${device}, the last time like this: ${reason} Until the next start the CPU paints.`,
    )
    painted.toCpu()
  }

  /** `auto` is decided by the first model; without one the CPU does. */
  const decide = async (model: ModelPlace): Promise<void> => {
    if (painted.on !== undefined) return
    choosing ??= chooseDevice({
      model,
      keptIn: engine.keptIn,
      program,
      priority,
      env,
      say: sayOnce,
      onTrial: (child) => (trying = child),
    })
    try {
      painted.decide(await choosing)
    } catch (error) {
      choosing = undefined
      throw error
    } finally {
      trying = undefined
    }
  }
  const current = async (model?: ModelPlace): Promise<PainterChild> => {
    if (model !== undefined) await decide(model)
    if (closed) throw new PaintError('painter_lost', 'The painter is closed.')
    const on = painted.on ?? { device: 'cpu' }
    if (child?.alive && painted.on && child.device !== on.device) child.kill()
    if (!child?.alive) {
      child = new PainterChild({
        engine: { ...engine, ...on },
        bounds: hang,
        priority,
        program,
        env,
        say: sayOnce,
        onLost,
      })
    }
    return child
  }
  const release = () => {
    clearTimeout(idleTimer)
    if (idleMs === undefined || child?.busy) return
    idleTimer = setTimeout(() => child?.kill(), idleMs)
    idleTimer.unref()
  }

  async function* paint(...[request, signal]: Parameters<Paint>): ReturnType<Paint> {
    let pictures = 0
    try {
      for (let attempt = 0; ; attempt++) {
        clearTimeout(idleTimer)
        try {
          const painter = await current({ path: request.model, vae: request.vae })
          for await (const event of painter.paint(request, signal)) {
            // Painting again gives the same pictures: those that were handed out are not handed out twice.
            if (event.kind === 'picture' && event.index < pictures) continue
            if (event.kind === 'picture') {
              pictures += 1
              lossesInARow = 0
            }
            yield event
          }
          return
        } catch (error) {
          const lost = error instanceof PaintError && error.code === 'painter_lost'
          if (!lost || onLoss === 'fail' || attempt >= retries || closed) throw error
        }
      }
    } finally {
      release()
    }
  }

  const once = async <Answer>(
    ask: (child: PainterChild) => Promise<Answer>,
    model?: ModelPlace,
  ): Promise<Answer> => {
    clearTimeout(idleTimer)
    try {
      return await ask(await current(model))
    } finally {
      release()
    }
  }

  /** Opens in a process that is given up when it takes too long. */
  const openInTime = async (painter: PainterChild, model: string, vae?: string): Promise<OpenedModel> => {
    if (painter.device === 'cpu' || painter.device.startsWith('tensorrt')) return painter.open(model, vae)
    const timer = setTimeout(() => {
      const reason = notReady(openWithinMs, painter)
      sayOnce(`${painter.device} is left: ${reason} Until the next start the CPU paints.`)
      painted.toCpu()
      painter.kill(reason)
    }, openWithinMs)
    try {
      return await painter.open(model, vae)
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * A GPU that takes its process along while it opens a model is tried again, and left after that. One that has too little memory, or that `auto`
   * took and can't be had after all, leaves the model to the next.
   */
  const open = async (model: string, vae?: string): Promise<OpenedModel> => {
    openingSince ??= performance.now()
    try {
      for (;;) {
        try {
          return await once((painter) => openInTime(painter, model, vae), { path: model, vae })
        } catch (error) {
          if (!(error instanceof PaintError) || closed || child === undefined || child.device === 'cpu')
            throw error
          if (error.code === 'painter_lost') continue
          if (error.code !== 'device_full' && (error.code !== 'device' || painted.isAsked)) throw error
          const { device: left } = child
          child.kill()
          sayOnce(`${left} is left: ${error.message} Until the next start ${painted.next()} paints.`)
        }
      }
    } finally {
      openingSince = undefined
    }
  }

  return {
    paint,
    open,
    upscaleFactor: (file) => once((painter) => painter.upscaleFactor(file)),
    upscale: (file, pixels, signal) => once((painter) => painter.upscale(file, pixels, signal)),
    get device() {
      return painted.on?.device
    },
    get opening() {
      if (openingSince === undefined) return undefined
      const busy = trying ?? child
      return {
        device: busy?.device ?? engine.device,
        doing: busy?.doing ?? 'starting',
        seconds: (performance.now() - openingSince) / 1000,
      }
    },
    get pid() {
      return child?.alive ? child.pid : undefined
    },
    async close() {
      closed = true
      clearTimeout(idleTimer)
      child?.kill()
      await child?.exited
    },
  }
}
