import type { Logger } from '#process/logger.ts'
import { ownProcess } from '#process/own-process.ts'
import { superviseProcess, type SupervisedProcess } from './supervised-process.ts'

/** Beyond the grace period that bot and worker keep themselves: closing connections, ending the painter. */
const closingMs = 5000

export interface Children {
  readonly bot: SupervisedProcess
  readonly worker: SupervisedProcess
  /** Resolves once each was ready. */
  readonly ready: Promise<unknown>
  /** Resolves with the name of one that only a person can help. */
  readonly hopeless: Promise<string>
  stop(): Promise<void>
  /** No more waiting. */
  kill(): void
}

/** glibc (mallopt(3)) otherwise gives every thread an arena of its own, and keeps what each has given back; ours have little to allocate. */
const fewArenas = { MALLOC_ARENA_MAX: '2' }

/** Bot and worker, each a process of its own with this environment. */
export function startChildren(
  env: NodeJS.ProcessEnv,
  options: { graceMs: number; logger: Logger },
): Children {
  const supervise = (name: string) =>
    superviseProcess(
      { name: `the ${name}`, main: ownProcess(`${name}/main`), env: { ...fewArenas, ...env } },
      options.logger,
    )
  const bot = supervise('bot')
  const worker = supervise('worker')
  const both = [bot, worker]
  return {
    bot,
    worker,
    ready: Promise.all(both.map((child) => child.ready)),
    hopeless: Promise.race(both.map((child) => child.hopeless.then(() => child.name))),
    stop: async () => {
      await Promise.all(both.map((child) => child.stop(options.graceMs + closingMs)))
    },
    kill: () => {
      for (const child of both) child.kill()
    },
  }
}
