import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { environmentSchema, loadConfig } from '#core/config.ts'

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
/** As if somebody had switched on every line. */
const everyLine = parseEnv(example.replaceAll(/^#([A-Z_]+=)/gm, '$1'))

test('.env.example explains the variables that are read, and no others', () => {
  expect(Object.keys(everyLine).sort()).toEqual(Object.keys(environmentSchema.shape).sort())
})

test('the values in .env.example are the defaults', () => {
  expect(loadConfig(everyLine)).toEqual(loadConfig({}))
  expect(loadConfig(parseEnv(example))).toEqual(loadConfig({}))
})
