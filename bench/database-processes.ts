import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPostmaster } from '#start/embedded-postgres/pid-file.ts'

/** The embedded database's processes in this folder, one a connection and some of its own; none where the system does not tell. */
export function databaseProcesses(folder: string): number[] {
  const pid = findPostmaster(join(folder, 'postgres'))?.pid ?? 0
  try {
    // Its postmaster has one thread.
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
