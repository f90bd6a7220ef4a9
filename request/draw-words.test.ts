import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawWords, wildcardNames } from './draw-words.ts'

let modelsDir: string
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'dragon-wings-wildcards-'))
  const files: Record<string, string | Buffer> = {
    'windows.txt': '\uFEFF# from Notepad\r\n\r\nred\r\n',
    'utf16.txt': Buffer.from('\uFEFFblau # wie der Himmel\r\n', 'utf16le'),
    'empty.txt': '',
    'remarks.txt': '# later\n\n',
    'Animals/Sea/big.txt': 'whale',
    'nested.txt': 'a __windows__ __Animals/Sea/big__',
    'loop.txt': '__loop__',
    'notes.md': 'no list',
    'odd__name.txt': 'nobody can write it',
  }
  for (const [name, text] of Object.entries(files)) {
    const file = join(modelsDir, 'wildcards', name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await writeFile(join(modelsDir, 'secret.txt'), 'outside')
})
afterAll(() => rm(modelsDir, { recursive: true }))

test.each([
  ['__windows__ boat', 'red boat'],
  ['__utf16__', 'blau'],
  ['__Animals/Sea/big__, __animals/sea/big__', 'whale, whale'],
  ['__animals/*/big__', 'whale'],
  ['__nested__', 'a red whale'],
  ['no wildcard', 'no wildcard'],
])('%s is drawn as %s', async (prompt, drawn) => {
  expect(await drawWords(prompt, modelsDir)).toEqual({ outcome: 'drawn', prompt: drawn })
})

test.each([
  ['__empty__', 'empty'],
  ['__remarks__', 'empty'],
  ['__loop__', 'endless'],
])('%s is %s', async (prompt, outcome) => {
  expect(await drawWords(prompt, modelsDir)).toMatchObject({ outcome })
})

test.each(['__planet__', '__Animals/Sea__', '__a/../../secret__', '__notes__', '__notes.md__'])(
  '%s is no list, and those there are are named',
  async (prompt) => {
    const known = ['Animals/Sea/big', 'empty', 'loop', 'nested', 'remarks', 'utf16', 'windows']
    expect(await drawWords(prompt, modelsDir)).toEqual({
      outcome: 'unknown',
      name: prompt.slice(2, -2),
      known,
    })
    expect(await wildcardNames(modelsDir)).toEqual(known)
  },
)

test('without a folder there are none', async () => {
  const nowhere = join(modelsDir, 'nowhere')
  expect(await drawWords('a __colour__ boat', nowhere)).toEqual({
    outcome: 'unknown',
    name: 'colour',
    known: [],
  })
  expect(await drawWords('a boat', nowhere)).toEqual({ outcome: 'drawn', prompt: 'a boat' })
})
