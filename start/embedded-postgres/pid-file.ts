import { readFileSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** What a running postmaster says about itself in `postmaster.pid` (src/include/utils/pidfile.h). */
export interface PidFile {
  readonly pid: number
  readonly port: number
  /** `starting`, `ready`, `stopping`, `standby`; empty in the first moment. */
  readonly status: string
}

export function readPidFile(cluster: string): PidFile | undefined {
  let text: string
  try {
    text = readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
  } catch {
    return undefined
  }
  const lines = text.split('\n').map((line) => line.trim())
  return { pid: Math.abs(Number(lines[0])), port: Number(lines[3] ?? 0), status: lines[7] ?? '' }
}

/** The postmaster that runs on this cluster, if one does. */
export function findPostmaster(cluster: string): PidFile | undefined {
  const file = readPidFile(cluster)
  return file !== undefined && isAlive(file.pid) && isPostmasterOf(file.pid, cluster) ? file : undefined
}

/**
 * Removes a `postmaster.pid` whose number belongs to another program by now (after a reboot, or in a container, where
 * numbers repeat): PostgreSQL would take that program for itself and refuse to start. The file of a process that is
 * gone stays: PostgreSQL reads from it which shared memory to wait for.
 */
export function removeStalePidFile(cluster: string): boolean {
  const file = readPidFile(cluster)
  if (file === undefined || !isAlive(file.pid) || isPostmasterOf(file.pid, cluster)) return false
  rmSync(join(cluster, 'postmaster.pid'))
  return true
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
