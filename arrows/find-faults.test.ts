import { expect, test } from 'vitest'
import { findFaults } from './find-faults.ts'

const rules = {
  arrows: { core: [], db: ['core'], 'bot/request': ['db', 'bot/*'], bot: ['core'] },
  packageHomes: { 'onnxruntime-node': 'core' },
}

function faultsOf(sources: Record<string, string>): string[] {
  return findFaults(new Map(Object.entries(sources)), rules)
}

test('an arrow that the table allows is no fault, nor is what a test imports', () => {
  expect(
    faultsOf({
      'core/clock.ts': 'export const now = 1',
      'db/rows.ts': "import { now } from '#core/clock.ts'\nimport 'node:fs'",
      'bot/main.ts': 'export {}',
      'bot/request/ask.ts': "import '#bot/main.ts'\nimport '#db/rows.ts'",
      'core/clock.test.ts': "import '#db/rows.ts'",
    }),
  ).toEqual([])
})

test('types, dynamic imports and exports from elsewhere count as imports', () => {
  const db = { 'db/rows.ts': 'export type Row = 1' }
  const ways = [
    "import type { Row } from '#db/rows.ts'",
    "export type { Row } from '#db/rows.ts'",
    "export * from '#db/rows.ts'",
    "const rows = await import('#db/rows.ts')",
    "import { type Row } from '#db/rows.ts'",
  ]
  expect(ways.flatMap((text) => faultsOf({ ...db, 'core/clock.ts': text }))).toEqual(
    ways.map(() => 'core/clock.ts imports db/rows.ts: core/ may not (arrows/table.ts).'),
  )
})

test('a room has arrows of its own, and what it may use of the folder around it are the files there alone', () => {
  const sources = { 'bot/rounds/tell.ts': 'export {}', 'bot/request/ask.ts': "import '#bot/rounds/tell.ts'" }
  expect(faultsOf(sources)).toEqual([
    'bot/request/ask.ts imports bot/rounds/tell.ts: bot/request/ may not (arrows/table.ts).',
  ])
})

test('circles are found through types, too', () => {
  const sources = {
    'core/a.ts': "import type { B } from './b.ts'",
    'core/b.ts': "import { C } from './c.ts'",
    'core/c.ts': "import { type A } from './a.ts'",
  }
  expect(faultsOf(sources)).toEqual(['A circle: core/a.ts → core/b.ts → core/c.ts → core/a.ts.'])
})

test('unknown folders, climbing paths and packages away from home are told', () => {
  expect(
    faultsOf({ 'shed/x.ts': "import '../db/rows.ts'\nimport 'onnxruntime-node'", 'db/rows.ts': '' }),
  ).toEqual([
    'shed/x.ts: arrows/table.ts does not name its folder.',
    'shed/x.ts imports ../db/rows.ts: name the folder instead (#folder/…).',
    'shed/x.ts imports onnxruntime-node, which only core/ may.',
  ])
})
