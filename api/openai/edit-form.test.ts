import { expect, test } from 'vitest'
import { editForm } from './edit-form.ts'

const file = (text: string) => new File([text], 'image.png', { type: 'image/png' })
const texts = (images: readonly Uint8Array[]) => images.map((image) => Buffer.from(image).toString())

test('one picture as `image` (Open WebUI), several as `image[]` (n8n, LibreChat), or numbered', async () => {
  const one = await editForm({ image: file('a'), prompt: 'x', n: '2' })
  expect(texts(one.images)).toEqual(['a'])
  expect(one.fields).toEqual({ prompt: 'x', n: '2' })
  expect(one.mask).toBeUndefined()
  expect(texts((await editForm({ 'image[]': [file('a'), file('b')] })).images)).toEqual(['a', 'b'])
  expect(texts((await editForm({ 'image[0]': file('a'), 'image[1]': file('b') })).images)).toEqual(['a', 'b'])
})

test('a mask, and fields that come several times', async () => {
  const form = await editForm({ image: file('a'), mask: file('m'), 'lora[]': ['ink', 'gold:0.5'] })
  expect(texts(form.mask === undefined ? [] : [form.mask])).toEqual(['m'])
  expect(form.fields).toEqual({ lora: ['ink', 'gold:0.5'] })
})

test('no picture, and too many, are refused with a sentence', async () => {
  const many = Array.from({ length: 17 }, () => file('a'))
  await expect(editForm({ 'image[]': many })).rejects.toMatchObject({ code: 'too_many_images' })
  expect((await editForm({ 'image[]': many.slice(1) })).images).toHaveLength(16)
  await expect(editForm({ prompt: 'x' })).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('image is missing'),
  })
})
