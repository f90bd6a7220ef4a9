import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnvFile } from './env-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dragon-wings-env-'))
  file = join(folder, '.env')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const marked = '\u{feff}DISCORD_TOKEN=first\r\nMODEL="second one"\r\n'

test.each([
  ['UTF-8 with a byte order mark', Buffer.from(marked)],
  ['UTF-16, as Notepad writes it', Buffer.from(marked, 'utf16le')],
  ['UTF-8', Buffer.from(marked.slice(1))],
])('%s: every variable is read', (_name, bytes) => {
  writeFileSync(file, bytes)
  const env: NodeJS.ProcessEnv = {}
  readEnvFile(file, env)
  expect(env).toEqual({ DISCORD_TOKEN: 'first', MODEL: 'second one' })
})

test('what is set already wins, and no file is no fault', () => {
  writeFileSync(file, marked)
  const env: NodeJS.ProcessEnv = { MODEL: 'mine' }
  readEnvFile(file, env)
  readEnvFile(join(folder, 'nowhere'), env)
  expect(env).toEqual({ DISCORD_TOKEN: 'first', MODEL: 'mine' })
})
