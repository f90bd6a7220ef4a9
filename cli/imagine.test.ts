import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readNpy } from '#diffusion/npy.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { parseParametersText } from '#store/settings/a1111.ts'
import { flaggingModel } from '#test/support/flagging-model.ts'
import { imagine, model, resultSchema, small } from '#test/support/imagine.ts'
import { temporaryFolder } from '#test/support/temporary-folder.ts'

const folder = temporaryFolder()
const picture = join(folder, 'picture.png')

/** A line of --requests. */
const line = (changes: object) =>
  JSON.stringify({ prompt: 'a castle', steps: 1, width: 64, height: 64, model, seed: 1, ...changes })

test('npm run --silent imagine prints one JSON object and writes the picture and its latents', async () => {
  const latents = join(folder, 'x.npy')
  const command = [
    'run',
    '--silent',
    'imagine',
    '--',
    ...small,
    '--count',
    '2',
    '--out',
    join(folder, 'x.png'),
    '--latents',
    latents,
    '--json',
  ]
  const { stdout } = await promisify(execFile)('npm', command, { env: { ...process.env, DEVICE: 'cpu' } })
  const result = resultSchema.parse(JSON.parse(stdout))
  expect(result.files).toEqual([join(folder, 'x-0.png'), join(folder, 'x-1.png')])
  expect(result.seeds).toEqual([42, 43])
  expect(readNpy(await readFile(latents)).dims).toEqual([2, 4, 8, 8])
  const png = await readFile(join(folder, 'x-1.png'))
  expect(await sharp(png).metadata()).toMatchObject({ width: 64, height: 64 })
  expect(parseParametersText(readPngParameters(png) ?? '')).toMatchObject({
    prompt: 'a red dragon',
    settings: {
      Steps: '2',
      Sampler: 'DPM++ 2M',
      'Schedule type': 'Karras',
      Seed: '43',
      Size: '64x64',
      RNG: 'CPU',
    },
  })
})

test('--speed, as an option or a key, leaves rows out, tells how many, and stands in the picture', async () => {
  const file = join(folder, 'fast.png')
  const { out } = await imagine(...small, '--steps', '20', '--speed', 'fast', '--out', file, '--json')
  const rows = z.object({ unetRuns: z.number(), unetRowsFull: z.number() })
  const { unetRuns, unetRowsFull } = rows.parse(JSON.parse(out[0] ?? ''))
  expect(unetRowsFull).toBe(40)
  expect(unetRuns).toBeLessThanOrEqual(20)
  expect(parseParametersText(readPngParameters(await readFile(file)) ?? '').settings).toMatchObject({
    Speed: 'fast',
  })
  const asked = join(folder, 'speeds.jsonl')
  await writeFile(asked, line({ steps: 20, count: 2, speed: 'draft', out: join(folder, 'draft.png') }))
  const drafts = await imagine('--requests', asked, '--json')
  expect(rows.parse(JSON.parse(drafts.out[0] ?? ''))).toEqual({ unetRuns: 22, unetRowsFull: 80 })
  const refused = await imagine(...small, '--speed', 'warp')
  expect(refused.status).toBe(2)
  expect(refused.err.join()).toContain('--speed must be one of exact, fast, draft, not "warp".')
})

test('what the model’s safety checker flags is not written, and that is said', async () => {
  const flagging = await flaggingModel(folder)
  const out = join(folder, 'flagged.png')
  const request = [...small, '--model', flagging, '--count', '2', '--out', out, '--json']
  const { status, out: printed, err } = await imagine(...request)
  expect(status).toBe(0)
  const { files, notes } = resultSchema.parse(JSON.parse(printed[0] ?? ''))
  expect(files).toEqual([])
  expect(notes).toEqual([
    expect.stringMatching(/safety checker flagged the picture of seed 42: it is withheld/),
    expect.stringMatching(/seed 43/),
  ])
  expect(err).toEqual(notes)
  await expect(readFile(join(folder, 'flagged-0.png'))).rejects.toThrow('ENOENT')
})

test('words past the 77 tokens are named in the notes', async () => {
  const plain = ['--prompt-syntax', 'plain', '--prompt', 'cat '.repeat(80), '--steps', '1']
  const long = [...small, ...plain, '--out', picture, '--json']
  const { out, err } = await imagine(...long)
  const { notes } = resultSchema.parse(JSON.parse(out[0] ?? ''))
  expect(notes).toEqual([expect.stringMatching(/prompt is longer .* left out: cat cat cat cat cat$/)])
  expect(err).toEqual(notes)
})
