import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface Product {
  url: string
  close(): Promise<void>
}

/** `npm start` as a newcomer has it: no token, a data directory of its own, any free port. Resolves once it paints. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dragon-wings-page-'))
  const child = spawn(process.execPath, ['compile/run.js', 'start/main'], {
    cwd: root,
    env: {
      ...process.env,
      DISCORD_TOKEN: '',
      DATABASE_URL: '',
      REDIS_URL: '',
      DATA_DIR: dataDir,
      HTTP_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let heard = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      heard += chunk.toString()
      const [, found] = /paints, page at (http:\/\/[^\s,"]+)/.exec(heard) ?? []
      if (found !== undefined) resolve(found)
    })
    void exited.then(() => reject(new Error(`npm start ended:\n${heard}`)))
  })
  return {
    url,
    async close() {
      child.kill('SIGTERM')
      await exited
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
