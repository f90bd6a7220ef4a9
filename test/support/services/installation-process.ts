import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const logLine = z.looseObject({ msg: z.string(), url: z.string().optional() })

export interface InstallationProcess {
  /** `http://host:port` */
  url: string
  end(): Promise<void>
}

/** `npm start` with the model that ships with the project and an API, on a migrated database. Resolves once it paints. */
export async function startInstallation(databaseUrl: string): Promise<InstallationProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dragon-wings-clients-'))
  chmodSync(dataDir, 0o711)
  const { PATH, HOME } = process.env
  const start = spawn(process.execPath, [join(root, 'compile/run.js'), 'start/main'], {
    cwd: dataDir,
    env: {
      PATH,
      HOME,
      npm_lifecycle_event: 'start',
      DATABASE_URL: databaseUrl,
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
  return {
    url,
    async end() {
      start.kill('SIGTERM')
      await exited
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
