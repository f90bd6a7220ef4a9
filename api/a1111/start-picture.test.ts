import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { maskPicture, startPicture } from './start-picture.ts'

const halves = () =>
  sharp({ create: { width: 32, height: 16, channels: 3, background: 'black' } })
    .composite([
      { input: { create: { width: 16, height: 16, channels: 3, background: 'white' } }, left: 0, top: 0 },
    ])
    .png()
    .toBuffer()

const pixel = async (file: Uint8Array, left: number, top: number) =>
  (await sharp(file).extract({ left, top, width: 1, height: 1 }).toColourspace('b-w').raw().toBuffer())[0]

describe('start images', () => {
  test('are stretched, padded with their edges, or left to the painter', async () => {
    const image = await halves()
    const size = { width: 64, height: 64 }
    const stretched = await startPicture(image, 0, size)
    expect(await sharp(stretched).metadata()).toMatchObject(size)
    expect([await pixel(stretched, 8, 32), await pixel(stretched, 56, 32)]).toEqual([255, 0])
    const padded = await startPicture(image, 2, size)
    expect(await sharp(padded).metadata()).toMatchObject(size)
    expect([await pixel(padded, 8, 2), await pixel(padded, 56, 61)]).toEqual([255, 0])
    expect(await startPicture(image, 1, size)).toBe(image)
  })

  test('of the same proportions stay as they are', async () => {
    const image = await halves()
    expect(await startPicture(image, 0, { width: 64, height: 32 })).toBe(image)
  })

  test('that are none are refused with a sentence', async () => {
    await expect(startPicture(Buffer.from('no picture'), 0, { width: 8, height: 8 })).rejects.toMatchObject({
      status: 422,
      message: 'init_images: this is no PNG, JPEG, WebP or GIF that can be read.',
    })
  })
})

describe('masks', () => {
  test('are grey, and turned round where asked', async () => {
    const mask = await halves()
    const plain = await maskPicture(mask, { inverted: false })
    expect([await pixel(plain, 4, 8), await pixel(plain, 28, 8)]).toEqual([255, 0])
    const turned = await maskPicture(mask, { inverted: true })
    expect([await pixel(turned, 4, 8), await pixel(turned, 28, 8)]).toEqual([0, 255])
  })

  test('drawn on transparency are what is drawn', async () => {
    const drawn = await sharp({ create: { width: 32, height: 16, channels: 4, background: '#00000000' } })
      .composite([
        { input: { create: { width: 16, height: 16, channels: 4, background: 'black' } }, left: 0, top: 0 },
      ])
      .png()
      .toBuffer()
    const mask = await maskPicture(drawn, { inverted: false })
    expect([await pixel(mask, 4, 8), await pixel(mask, 28, 8)]).toEqual([255, 0])
  })
})
