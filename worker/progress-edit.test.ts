import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { PictureFile } from '#delivery/discord-api.ts'
import { generationRequest } from '#test/support/generation-request.ts'
import { progressEdit } from './progress-edit.ts'

const preview = (red: number) => ({
  width: 8,
  height: 8,
  data: Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => (i % 3 === 0 ? red : 0)),
})

const shown = (count: number) => {
  const { settings, locale } = generationRequest({ settings: { count } })
  return { underway: { generationId: randomUUID(), settings, locale }, spoiler: false }
}

function bytesOf([file]: readonly PictureFile[]): Buffer {
  return Buffer.isBuffer(file?.data) ? file.data : expect.fail('no preview')
}

test('of a grid all pictures are seen on their way, as the grid will stand', async () => {
  const previews = [0, 80, 160, 240].map(preview)
  const { body, files } = await progressEdit(shown(4), { step: 2, steps: 20, preview: previews })
  expect(body.content).toContain('Painting 4 pictures: step 2 of 20')
  const { data, info } = await sharp(bytesOf(files)).raw().toBuffer({ resolveWithObject: true })
  const redAt = (x: number, y: number) =>
    data[(Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3] ?? 0
  const corners = [redAt(0.25, 0.25), redAt(0.75, 0.25), redAt(0.25, 0.75), redAt(0.75, 0.75)]
  for (const [i, red] of corners.entries()) expect(Math.abs(red - i * 80)).toBeLessThan(10)
})

test('of one picture, its preview fills the place', async () => {
  const { body, files } = await progressEdit(shown(1), { step: 1, steps: 2, preview: [preview(200)] })
  expect(body.content).toContain('Painting: step 1 of 2')
  expect(await sharp(bytesOf(files)).metadata()).toMatchObject({
    width: 256,
    height: 256,
  })
})
