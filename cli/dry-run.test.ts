import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readNpy } from '#diffusion/npy.ts'
import { imagine, model } from '#test/support/imagine.ts'
import { temporaryFolder } from '#test/support/temporary-folder.ts'

const folder = temporaryFolder()

test('--dry-run --json tells every value, the 77 ids and what did not fit', async () => {
  const { status, out } = await imagine(
    '--model',
    model,
    '--prompt',
    'cat '.repeat(80),
    '--prompt-syntax',
    'plain',
    '--seed',
    '7',
    '--dry-run',
    '--json',
  )
  expect(status).toBe(0)
  const plan: unknown = JSON.parse(out[0] ?? '')
  expect(plan).toMatchObject({
    seed: 7,
    steps: 20,
    guidance: 7.5,
    width: 128,
    height: 128,
    scheduler: 'dpmpp_2m_karras',
    count: 1,
    truncated: 'cat cat cat cat cat',
  })
  expect(plan).toHaveProperty('tokens.length', 77)
})

test('--dry-run --json tells parts, chunks and schedule, and --conditioning writes what they are encoded to', async () => {
  const file = join(folder, 'c.npy')
  const { status, out, err } = await imagine(
    '--model',
    model,
    '--prompt',
    `${'cat '.repeat(80)}, [dragonstyle:boat:0.5] <hypernet:a:1> AND (a castle:1.2) :0.7`,
    '--negative-prompt',
    '[fog]',
    '--embeddings',
    'test/fixtures/prompts/embeddings',
    '--conditioning',
    file,
    '--dry-run',
    '--json',
  )
  expect(status).toBe(0)
  expect(JSON.parse(out[0] ?? '')).toMatchObject({
    'prompt-syntax': 'a1111',
    'clip-skip': 1,
    truncated: null,
    embeddings: [{ name: 'dragonstyle' }],
    parts: [
      {
        weight: 1,
        schedule: [
          [10, 0],
          [20, 1],
        ],
        entry_per_call: [
          [0, 11],
          [1, 9],
        ],
        texts: [{ chunks: [{}, { embeddings: [{ name: 'dragonstyle', vectors: 1 }] }] }, { token_count: 82 }],
      },
      {
        text: ' (a castle:1.2)',
        weight: 0.7,
        texts: [
          {
            attention: [
              [' ', 1],
              ['a castle', 1.2],
            ],
          },
        ],
      },
    ],
    negative_part: { texts: [{ attention: [['fog', 1 / 1.1]] }] },
    loras: [],
    notes: ['<hypernet:a:1> is no tag that is known here: it was left out.'],
  })
  expect(err).toEqual(['<hypernet:a:1> is no tag that is known here: it was left out.'])
  expect(readNpy(await readFile(file)).dims).toEqual([2, 154, 32])
})

test('a LoRA made for few steps brings its settings, and a note says so; what is asked for counts instead', async () => {
  const lora = join(folder, 'lcm.safetensors')
  await copyFile('test/fixtures/models-and-loras/loras/folder-unet-text.safetensors', lora)
  const dry = async (...argv: string[]) => {
    const asked = ['--model', model, '--prompt', 'a dragon', '--lora', lora, '--dry-run', '--json']
    const { out } = await imagine(...asked, ...argv)
    return z.looseObject({ notes: z.array(z.string()) }).parse(JSON.parse(out[0] ?? ''))
  }
  const open = await dry()
  expect(open).toMatchObject({ steps: 4, guidance: 1, scheduler: 'lcm' })
  expect(open.notes.join()).toContain(
    'lcm was made for few steps (LCM): --steps 4 --guidance 1 --scheduler lcm',
  )
  const asked = await dry('--steps', '9', '--guidance', '3', '--scheduler', 'ddim')
  expect(asked).toMatchObject({ steps: 9, guidance: 3, scheduler: 'ddim', notes: [] })
})
