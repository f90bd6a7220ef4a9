import { basename, dirname } from 'node:path'
import { openSession, type OpenSession } from '#diffusion/session/session.ts'
import type { Values } from '#diffusion/session/values.ts'

/** One run of one part; milliseconds of `performance.now()`, and those that all cores together worked meanwhile. */
export interface SessionRun {
  part: string
  start: number
  end: number
  cpuMs: number
}

/**
 * Opens sessions that write down when each of their runs began and ended.
 * `skipped`: a part whose runs leave out the computing, so that only our own work remains.
 */
export function recordedSessions(skipped?: string): {
  openSession: OpenSession
  runs: SessionRun[]
  loadMs: () => number
} {
  const runs: SessionRun[] = []
  let loadMs = 0
  return {
    runs,
    loadMs: () => loadMs,
    async openSession(file, options) {
      const started = performance.now()
      const session = await openSession(file, options)
      loadMs += performance.now() - started
      const part = basename(dirname(file))
      return {
        ...session,
        async run(feeds, outputs) {
          const start = performance.now()
          const before = process.cpuUsage()
          try {
            return part === skipped ? answerNothing(outputs) : await session.run(feeds, outputs)
          } finally {
            const { user, system } = process.cpuUsage(before)
            runs.push({ part, start, end: performance.now(), cpuMs: (user + system) / 1000 })
          }
        },
      }
    },
  }
}

/** A little of everything, so that the numbers stay finite. */
function answerNothing(outputs: Record<string, Values | undefined>): Record<string, Values> {
  const answer: Record<string, Values> = {}
  for (const [name, values] of Object.entries(outputs)) {
    if (!values) throw new Error(`Nothing says how large ${name} is.`)
    values.data.fill(0.1)
    answer[name] = values
  }
  return answer
}
