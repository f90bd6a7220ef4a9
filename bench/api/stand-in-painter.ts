/**
 * A painter process that has its picture before it is asked, and computes nothing: what a picture's way takes beside it is all ours. It
 * tells its steps, with previews, at their times.
 */
import { fileURLToPath } from 'node:url'
import { setTimeout as later } from 'node:timers/promises'
import sharp from 'sharp'
import type { RgbPixels } from '#diffusion/contract.ts'
import type { FromPainter, PainterEvent, ToPainter } from '#diffusion/painter/painter-messages.ts'
import { standInStepMs } from './stand-in-times.ts'

const pictures = fileURLToPath(new URL('../../models/dragon-mini/sheet.jpg', import.meta.url))

async function pictureOf(width: number, height: number): Promise<RgbPixels> {
  const data = await sharp(pictures).resize(width, height).removeAlpha().raw().toBuffer()
  return { width, height, data: new Uint8Array(data) }
}

const send = (message: FromPainter) => process.send?.(message)

async function* answer(message: ToPainter): AsyncGenerator<PainterEvent> {
  if (message.type === 'open') yield { kind: 'opened', device: 'cpu', loadSeconds: 0, loadBytes: 0 }
  if (message.type !== 'paint') return
  const begun = performance.now()
  const { steps, width, height, seed } = message.request
  const pixels = await pictureOf(width, height)
  const preview = [await pictureOf(width / 8, height / 8)]
  for (let step = 1; step <= steps; step++) {
    await later(Math.max(0, begun + step * standInStepMs - performance.now()))
    yield { kind: 'progress', step, steps, preview }
  }
  yield { kind: 'picture', index: 0, seed, pixels, latents: new Float32Array((4 * width * height) / 64) }
}

process.on('message', (message: ToPainter) => {
  if (!('id' in message)) return
  const { id } = message
  void (async () => {
    for await (const event of answer(message)) send({ type: 'event', id, event })
    send({ type: 'end', id })
  })()
})
process.on('disconnect', () => process.exit())
