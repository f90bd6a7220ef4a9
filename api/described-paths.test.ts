import { expect, test } from 'vitest'
import { z } from 'zod'
import { a1111Paths } from '#api/a1111/described-paths.ts'
import { openaiPaths } from '#api/openai/described-paths.ts'

const paths = [...openaiPaths(), ...a1111Paths()]
const described = z.looseObject({
  properties: z.record(z.string(), z.looseObject({})),
  required: z.array(z.string()).optional(),
})
const bodyOf = (path: string, type = 'application/json') =>
  described.parse(paths.find((one) => one.path === path && one.method === 'post')?.body?.[type])

test('bodies are described by the schemas that read them', () => {
  expect(bodyOf('/v1/images/generations')).toMatchObject({
    properties: { prompt: { type: 'string' }, n: { type: ['integer', 'null'] } },
    required: ['prompt'],
  })
  expect(bodyOf('/sdapi/v1/img2img').properties).toMatchObject({
    denoising_strength: { type: ['number', 'null'] },
  })
  expect(JSON.stringify(paths)).not.toContain(String(Number.MAX_SAFE_INTEGER))
})

test('edits are a form with files, or JSON with data URLs', () => {
  expect(bodyOf('/v1/images/edits', 'multipart/form-data')).toMatchObject({
    properties: { image: { format: 'binary' }, prompt: { type: 'string' } },
    required: ['image', 'prompt'],
  })
  expect(bodyOf('/v1/images/edits').required).toEqual(['images', 'prompt'])
})
