import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { arrows } from './table.ts'

test('npm run dev starts again for a change in any folder that npm start loads', () => {
  const { scripts } = z
    .object({ scripts: z.object({ dev: z.string() }) })
    .parse(JSON.parse(readFileSync('package.json', 'utf8')))
  const watched = /\{(.*)\}/.exec(scripts.dev)?.[1]?.split(',') ?? []
  const topFolder = (folder: string) => folder.split('/')[0] ?? ''
  const loaded = new Set(['start'])
  // A set hands out what was added while it is walked.
  for (const folder of loaded)
    for (const [from, allowed] of Object.entries(arrows))
      if (topFolder(from) === folder && from !== 'playground/screenshots')
        for (const one of allowed) loaded.add(topFolder(one))
  expect(watched.map(topFolder).toSorted()).toEqual([...loaded].toSorted())
})
