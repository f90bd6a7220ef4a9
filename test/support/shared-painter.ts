import { PaintError } from '#diffusion/errors.ts'
import { createPainter, type Painter, type PainterOptions } from '#diffusion/painter/painter.ts'
import { painterProgram } from './painter-program.ts'

let shared: Painter | undefined

/**
 * What workers of this process paint with: one painter for all of them, since to start one and open its model takes longer than the pictures
 * that most tests ask for. A worker that closes it ends what it asked for; the process stays until the tests' process ends.
 */
export function sharedPainter(options: PainterOptions): Painter {
  const isUsual = options.device === 'cpu' && options.program?.file === painterProgram.file
  if (!isUsual || options.priority !== undefined) return createPainter(options)
  shared ??= createPainter({ device: 'cpu', maxModels: 1, program: painterProgram })
  const painter = shared
  const closing = new AbortController()
  const untilClosed = (signal?: AbortSignal) =>
    signal ? AbortSignal.any([signal, closing.signal]) : closing.signal
  return {
    paint: (request, signal) => painter.paint(request, untilClosed(signal)),
    open: (model, vae) => painter.open(model, vae),
    upscaleFactor: (file) => painter.upscaleFactor(file),
    upscale: (file, pixels, signal) => painter.upscale(file, pixels, untilClosed(signal)),
    get device() {
      return painter.device
    },
    get opening() {
      return painter.opening
    },
    get pid() {
      return painter.pid
    },
    close: async () => closing.abort(new PaintError('painter_lost', 'The painter is closed.')),
  }
}
