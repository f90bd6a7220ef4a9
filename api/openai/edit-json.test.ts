import { expect, test } from 'vitest'
import { editJson } from './edit-json.ts'

const encoded = (text: string) => Buffer.from(text).toString('base64')
const texts = (images: readonly Uint8Array[]) => images.map((image) => Buffer.from(image).toString())

test('pictures as OpenAI writes them in JSON, and as other services do', () => {
  const url = `data:image/png;base64,${encoded('a')}`
  const asked = editJson({ prompt: 'x', n: 2, images: [{ image_url: url }], mask: { image_url: url } })
  expect([texts(asked.images), Buffer.from(asked.mask ?? []).toString()]).toEqual([['a'], 'a'])
  expect(asked.fields).toEqual({ prompt: 'x', n: 2 })
  expect(texts(editJson({ image: url }).images)).toEqual(['a'])
  expect(texts(editJson({ image: [encoded('a'), { image_url: url }] }).images)).toEqual(['a', 'a'])
  expect(editJson({ image: url, mask: null }).mask).toBeUndefined()
})

test('a file’s id, an address and no picture are refused with a sentence', () => {
  expect(() => editJson({ images: [{ file_id: 'file-123' }] })).toThrow('files are not kept here')
  expect(() => editJson({ images: [{ image_url: 'https://example.org/a.png' }] })).toThrow('is an address')
  for (const body of [{}, { images: [] }, { image: null }])
    expect(() => editJson(body)).toThrow('image is missing')
})

test('more pictures than OpenAI takes are refused before any is read', () => {
  const images = Array.from({ length: 17 }, () => ({ image_url: 'no picture!' }))
  expect(() => editJson({ images })).toThrow(/"images": Too big/)
  expect(() => editJson({ images: images.slice(1) })).toThrow('no picture in base64')
})
