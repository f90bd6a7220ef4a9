import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface TestRedis {
  readonly url: string
  /** `kill -9`, as a crash; the data stays, and so does the address. */
  kill(): Promise<void>
  /** After `kill()`: the same data on the same address. */
  restart(): Promise<void>
  /** Ends it and removes its data. */
  stop(): Promise<void>
}

/** npm brings no Redis. Where the system has none, tests of its backend say so instead of running. */
export const redisMissing = 'redis-server is not installed (apt-get install redis-server, brew install redis)'

export function redisAvailable(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0
}

/** A Redis as the documentation asks for it: append-only file, `noeviction`, on 127.0.0.1 and a free port. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'dragon-wings-redis-'))
  const port = await findFreePort()
  let server = await run(folder, port)
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => server.end('SIGKILL'),
    restart: async () => {
      server = await run(folder, port)
    },
    stop: async () => {
      await server.end('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The shell ends the server when our end of its stdin closes, so that a killed test leaves none behind. */
const guard = '"$@" & server=$!; echo $server; cat >/dev/null; kill $server 2>/dev/null; wait $server'

async function run(folder: string, port: number) {
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--logfile', 'redis.log']
  // With its usual `everysec`, Redis holds what it has answered back from its file for up to two seconds while a slow disk takes what came
  // before: killed then, it has lost it, and a test waits for a job that is no more.
  const safety = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'no',
    '--maxmemory-policy',
    'noeviction',
    '--save',
    '',
  ]
  const shell = spawn('sh', ['-c', guard, 'sh', 'redis-server', ...settings, ...safety], {
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const exited = once(shell, 'exit')
  const [line] = await once(shell.stdout, 'data')
  const pid = Number(String(line))
  while (!(await answers(port))) {
    if (shell.exitCode !== null) throw new Error('redis-server ended instead of starting')
    await sleep(10)
  }
  return {
    end: async (signal: 'SIGKILL' | 'SIGTERM') => {
      if (shell.exitCode !== null) return
      process.kill(pid, signal)
      shell.stdin.end()
      await exited
    },
  }
}

/** Redis accepts connections before it has read its file; only then does it answer PONG. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port }, () => socket.write('PING\r\n'))
    socket.once('data', (data) => {
      socket.destroy()
      resolve(data.toString().startsWith('+PONG'))
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
