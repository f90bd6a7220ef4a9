import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { createConnection, createServer, type Server } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PersonError, reasonOf } from '#core/errors.ts'

/** Longest path of a Unix socket: 104 bytes on macOS, 108 on Linux, the closing zero included. */
const longestSocketPath = 103
/** How long a holder has to say its process id before it counts as silent. */
const answerTimeoutMs = 1000

export interface DataDirLock {
  release(): Promise<void>
}

/**
 * Takes `dataDir` (made if missing) for this process. The lock is a local socket that listens: the operating system
 * closes it with the process, however that ends, so no stale lock can ever be left behind.
 *
 * On Linux a socket in the abstract namespace decides, since taking such a name is atomic, and one in the folder itself
 * also covers containers that share a volume; on macOS there is only the latter, on Windows a named pipe.
 * @throws {PersonError} `data_dir_locked`, naming the process that holds it; `data_dir` when it can't be made or written to
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const folder = makeFolder(dataDir)
  const held: Server[] = []
  const release = async () => {
    for (const server of held.splice(0).toReversed()) {
      server.close()
      await once(server, 'close')
    }
  }
  try {
    for (const address of lockAddresses(folder)) held.push(await takeAddress(address, folder))
  } catch (error) {
    await release()
    throw error instanceof PersonError ? error : unusable(dataDir, error)
  }
  return { release }
}

function makeFolder(dataDir: string): string {
  try {
    // Node 20 tries for ever to make a folder where the parent allows none, as in /proc, when it may make parents too.
    mkdirSync(dataDir, { recursive: !existsSync(dirname(dataDir)), mode: 0o711 })
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere || !statSync(dataDir).isDirectory()) throw unusable(dataDir, error)
  }
  return realpathSync.native(dataDir)
}

function unusable(dataDir: string, cause: unknown): PersonError {
  return new PersonError(
    'data_dir',
    `DATA_DIR ${dataDir} can't be used (${reasonOf(cause)}): make it a folder that this user may write to, or set DATA_DIR to another one.`,
    { cause },
  )
}

function lockAddresses(folder: string): string[] {
  const name = `dragon-wings-${createHash('sha256').update(folder).digest('hex').slice(0, 32)}`
  if (process.platform === 'win32') return [`\\\\.\\pipe\\${name}`]
  const inFolder = join(folder, 'running.sock')
  const path = Buffer.byteLength(inFolder) <= longestSocketPath ? inFolder : join(tmpdir(), `${name}.sock`)
  return process.platform === 'linux' ? [`\0${name}`, path] : [path]
}

async function takeAddress(address: string, folder: string): Promise<Server> {
  const taken = await listen(address)
  if (taken !== undefined) return taken
  const holder = await askHolder(address)
  if (holder === undefined) {
    // A file that a killed process left: nobody listens behind it.
    rmSync(address, { force: true })
    const second = await listen(address)
    if (second !== undefined) return second
  }
  const who = holder === undefined || holder === '' ? 'another process' : `process ${holder}`
  throw new PersonError(
    'data_dir_locked',
    `Dragon Wings already runs in ${folder} (${who}): stop that one first, or set DATA_DIR to another folder.`,
  )
}

/** Undefined when somebody has it. */
function listen(address: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.on('error', () => {}).end(String(process.pid)))
    server.once('error', (error) => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined)
      else reject(error)
    })
    server.listen(address, () => resolve(server))
    server.unref()
  })
}

/** The holder's process id; empty when it doesn't say; undefined when nobody is there. */
function askHolder(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = ''
    const socket = createConnection(address)
    socket.setTimeout(answerTimeoutMs, () => {
      socket.destroy()
      resolve('')
    })
    socket.on('data', (data) => (answer += data.toString()))
    socket.once('end', () => resolve(answer))
    socket.once('error', (error) => {
      const nobody = 'code' in error && (error.code === 'ECONNREFUSED' || error.code === 'ENOENT')
      resolve(nobody ? undefined : '')
    })
  })
}
