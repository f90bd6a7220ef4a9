import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { imagine, model } from '#test/support/imagine.ts'
import { temporaryFolder } from '#test/support/temporary-folder.ts'

const folder = temporaryFolder()

/** A line of --requests. */
const line = (changes: object) =>
  JSON.stringify({ prompt: 'a castle', steps: 1, width: 64, height: 64, model, seed: 1, ...changes })

test('--requests of Windows’ editors: UTF-8 with a byte order mark, UTF-16', async () => {
  const file = join(folder, 'windows.jsonl')
  for (const encoding of ['utf8', 'utf16le'] as const) {
    await writeFile(file, `\u{feff}${line({ 'dry-run': true })}\r\n`, encoding)
    const { status, out } = await imagine('--requests', file, '--json')
    expect([status, out.length]).toEqual([0, 1])
  }
})

test('--requests paints line by line with one loaded model, goes on after a bad line, and ends with 1', async () => {
  const file = join(folder, 'requests.jsonl')
  const lines = [
    line({ out: join(folder, 'r0.png') }),
    line({ steps: 0 }),
    'not JSON',
    '',
    line({ width: 100 }),
    line({ 'negative-prompt': 'text', 'dry-run': true }),
    line({ model: 'nowhere' }),
    line({ out: join(folder, 'r1.png'), scheduler: 'euler' }),
  ]
  await writeFile(file, lines.join('\n'))
  const { status, out, err } = await imagine('--requests', file, '--json')
  expect(status).toBe(1)
  const answers = out.map((each) => z.looseObject({}).parse(JSON.parse(each)))
  expect(answers).toMatchObject([
    { files: [join(folder, 'r0.png')], seconds: { load: expect.any(Number) } },
    { line: 2, error: expect.stringContaining('steps') },
    { line: 3, error: expect.stringContaining('JSON') },
    { line: 5, error: expect.stringContaining('100') },
    { 'negative-prompt': 'text', seed: 1 },
    { line: 7, error: expect.stringContaining('nowhere') },
    { files: [join(folder, 'r1.png')] },
  ])
  // The model was loaded for the first line.
  expect(answers.at(-1)?.['seconds']).not.toHaveProperty('load')
  expect(err).toHaveLength(4)
})
