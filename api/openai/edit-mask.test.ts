import sharp from 'sharp'
import { expect, test } from 'vitest'
import { paintedWhereTransparent } from './edit-mask.ts'

test('what is transparent is painted: white in our mask', async () => {
  const mask = await sharp({ create: { width: 16, height: 8, channels: 4, background: '#000000ff' } })
    .composite([
      {
        input: { create: { width: 8, height: 8, channels: 4, background: '#ffffffff' } },
        left: 0,
        top: 0,
        blend: 'dest-out',
      },
    ])
    .png()
    .toBuffer()
  const { data, info } = await sharp(await paintedWhereTransparent(mask))
    .raw()
    .toBuffer({ resolveWithObject: true })
  const at = (x: number) => data[(4 * info.width + x) * info.channels]
  expect([at(2), at(13)]).toEqual([255, 0])
})

test('a mask without transparency, or no picture at all, is refused with a sentence', async () => {
  const opaque = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  await expect(paintedWhereTransparent(opaque)).rejects.toMatchObject({ status: 422, code: 'bad_mask' })
  await expect(paintedWhereTransparent(Buffer.from('x'))).rejects.toMatchObject({
    code: 'unreadable_image',
  })
})
