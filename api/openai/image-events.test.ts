import { expect, test } from 'vitest'
import { completed, partialDueAt, partialImage } from './image-events.ts'

const picture = {
  b64: 'AA==',
  width: 128,
  height: 64,
  format: 'png' as const,
  at: new Date(1_700_000_000_999),
}

test("events have OpenAI's names and fields", () => {
  expect(partialImage('image_generation', picture, 1)).toEqual({
    type: 'image_generation.partial_image',
    b64_json: 'AA==',
    created_at: 1_700_000_000,
    size: '128x64',
    quality: 'high',
    background: 'opaque',
    output_format: 'png',
    partial_image_index: 1,
  })
  expect(completed('image_edit', picture)).toMatchObject({
    type: 'image_edit.completed',
    usage: { total_tokens: 0 },
  })
})

test('partial images are spread over the steps, with the finished picture behind the last', () => {
  expect([0, 1, 2].map((index) => partialDueAt(index, 3, 20))).toEqual([5, 10, 15])
  expect(partialDueAt(0, 1, 1)).toBe(1)
})
