import { readFileSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Processes of a server whose postmaster died end by themselves, after the statement they are in. */
const leftoverTimeoutMs = 10_000

/** What a running postmaster says about itself in `postmaster.pid` (src/include/utils/pidfile.h). */
export interface PidFile {
  readonly pid: number
  readonly port: number
  /** `starting`, `ready`, `stopping`, `standby`; empty in the first moment. */
  readonly status: string
  /** System V id of the segment that every process of the server is attached to; not on Windows. */
  readonly sharedMemoryId: number | undefined
}

export function readPidFile(cluster: string): PidFile | undefined {
  let text: string
  try {
    text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
  } catch {
    return undefined
  }
  const lines = text.split('\n').map((line) => line.trim())
  const sharedMemoryId = Number(lines[6]?.split(/\s+/)[1])
  return {
    pid: Math.abs(Number(lines[0])),
    port: Number(lines[3] ?? 0),
    status: lines[7] ?? '',
    sharedMemoryId: Number.isInteger(sharedMemoryId) ? sharedMemoryId : undefined,
  }
}

/** The postmaster that runs on this cluster, if one does. */
export function findPostmaster(cluster: string): PidFile | undefined {
  const file = readPidFile(cluster)
  return file !== undefined && isAlive(file.pid) && isPostmasterOf(file.pid, cluster) ? file : undefined
}

/**
 * Removes a `postmaster.pid` whose number belongs to another program by now (after a reboot, or in a container, where
 * numbers repeat) or to a dead process that nobody has collected: PostgreSQL would take either for a running server and
 * refuse to start. Waits first until the old server's other processes are gone, as PostgreSQL itself would.
 */
export async function removeStalePidFile(cluster: string): Promise<boolean> {
  const file = readPidFile(cluster)
  if (file === undefined || !isAlive(file.pid) || isPostmasterOf(file.pid, cluster)) return false
  const deadline = Date.now() + leftoverTimeoutMs
  while (isAttached(file.sharedMemoryId) && Date.now() < deadline) await sleep(50)
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
  return true
}

function isAttached(sharedMemoryId: number | undefined): boolean {
  if (process.platform !== 'linux' || sharedMemoryId === undefined) return false
  // Columns: key shmid perms size cpid lpid nattch … (proc(5), /proc/sysvipc/shm)
  const rows = readFileSync('/proc/sysvipc/shm', 'utf8').split('\n')
  return rows.some((row) => {
    const columns = row.trim().split(/\s+/)
    return Number(columns[1]) === sharedMemoryId && Number(columns[6]) > 0
  })
}

export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** By its command line, which names the folder: a bare number could be anybody's. */
function isPostmasterOf(pid: number, cluster: string): boolean {
  const line = commandLine(pid)
  return line.includes('postgres') && line.includes(cluster)
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    if (process.platform === 'win32') {
      const ask = `(Get-CimInstance Win32_Process -Filter 'ProcessId=${pid}').CommandLine`
      return execFileSync('powershell', ['-NoProfile', '-Command', ask], { encoding: 'utf8' })
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
