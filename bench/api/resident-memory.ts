import { readFileSync } from 'node:fs'

const lookEveryMs = 10

/** What a process has in memory now, in megabytes; NaN where the system does not tell. */
export function residentMb(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kilobytes) / 1024
  } catch {
    return NaN
  }
}

/** The most that a process has in memory while some work is done. */
export async function mostResidentMb(pid: number, work: () => Promise<void>): Promise<number> {
  let most = residentMb(pid)
  const look = () => (most = Math.max(most, residentMb(pid)))
  const timer = setInterval(look, lookEveryMs)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  look()
  return most
}
