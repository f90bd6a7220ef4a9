import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { createApiKey } from '#db/api-keys.ts'
import { connectDatabase } from '#db/connect.ts'
import { createTestDatabase } from '#test/support/services/postgres.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const logLine = z.looseObject({ msg: z.string(), url: z.string().optional() })

export interface Installation {
  /** `http://host:port` */
  url: string
  /** Of a person with many pictures a day. */
  key: string
  end(): Promise<void>
}

/** `npm start` with the model that ships with the project, as its clients see it. */
export async function startInstallation(): Promise<Installation> {
  const testDatabase = await createTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'dragon-wings-clients-'))
  chmodSync(dataDir, 0o711)
  const { PATH, HOME } = process.env
  const start = spawn(process.execPath, [join(root, 'compile/run.js'), 'start/main'], {
    cwd: dataDir,
    env: {
      PATH,
      HOME,
      npm_lifecycle_event: 'start',
      DATABASE_URL: testDatabase.url,
      DATA_DIR: dataDir,
      MODELS_DIR: join(root, 'models'),
      DEVICE: 'cpu',
      HTTP_PORT: '0',
      API: 'on',
      FREE_PICTURES_PER_DAY: '1000',
      // What is asked for beyond this is painted smaller: within seconds on a CPU.
      MAX_PIXELS: String(256 * 256),
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(start, 'exit')
  const heard: string[] = []
  start.stderr.on('data', (data: Buffer) => heard.push(data.toString()))
  const url = await Promise.race([
    new Promise<string>((found) => {
      createInterface(start.stdout).on('line', (line) => {
        heard.push(line)
        const said = logLine.safeParse(line.startsWith('{') ? JSON.parse(line) : undefined).data
        if (said?.url !== undefined && said.msg.includes('paints')) found(said.url)
      })
    }),
    exited.then(() => {
      throw new Error(`The installation ended before it was ready:\n${heard.join('\n')}`)
    }),
  ])
  const { db, close } = connectDatabase(testDatabase.url)
  const made = await createApiKey(db, {
    userId: '80000000000000001',
    name: 'clients',
    guildId: null,
    roleIds: [],
    ageRestricted: false,
    picturesPerDay: null,
  })
  await close()
  if (made === undefined) throw new Error('no key was made')
  return {
    url,
    key: made.key,
    async end() {
      start.kill('SIGTERM')
      await exited
      await testDatabase.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
