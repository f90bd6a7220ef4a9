import { readFileSync } from 'node:fs'

/** What a process has worked on all cores since it started, in milliseconds; undefined where the system does not tell. */
export function cpuTimeMs(pid: number): number | undefined {
  try {
    // After the name in brackets: state is field 3, utime 14, stime 15, in hundredths of a second (man proc_pid_stat).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return undefined
  }
}
