import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What may be started by `compile/run.js`, or forked by what it started. */
export const entries = [
  'start/main',
  'start/bot-alone',
  'start/worker-alone',
  'bot/main',
  'worker/main',
  'worker/diffusion/painter/painter-process',
  'db/migrate-main',
  'deploy-commands/main',
  'cli/imagine',
  'cli/models',
  'cli/gpu',
  'start/doctor',
  'start/keys',
  'start/try-api',
  'start/api-alone',
  'worker/diffusion/session/probe-process',
  ...testProcesses(),
]

/** What tests start: a source for each process. Images for containers leave the tests out. */
function testProcesses() {
  const folder = 'test/support/processes'
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name.replace(/\.ts$/, '')}`)
}

const folders = [
  'api',
  'bot',
  'cli',
  'compile',
  'core',
  'db',
  'delivery',
  'deploy-commands',
  'discord-emulator',
  'messages',
  'playground/server',
  'process',
  'queue',
  'request',
  'start',
  'store',
  'test/support/processes',
  'worker',
].filter((folder) => existsSync(join(root, folder)))

/**
 * Where the compiled form of the sources as they are now lies, or will lie: its name is a hash of them, of the versions of the packages,
 * and of this place.
 */
export function compiledFolder() {
  const hash = createHash('sha256').update(root)
  const add = (/** @type {string} */ path) => {
    hash.update(`\n${path}\n`).update(readFileSync(join(root, path)))
  }
  add('package.json')
  add('package-lock.json')
  for (const folder of folders) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const name of names.sort())
      if (/\.(ts|js)$/.test(name) && !name.endsWith('.test.ts')) add(join(folder, name))
  }
  return join(root, 'node_modules', '.cache', 'dragon-wings', hash.digest('hex').slice(0, 16))
}
