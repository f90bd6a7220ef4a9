import { fork, type ChildProcess } from 'node:child_process'
import { z } from 'zod'
import type { Logger } from '#process/logger.ts'
import type { OwnProcess } from '#process/own-process.ts'
import { needsPersonStatus } from '#process/run-process.ts'
import { backOffMs, steadyAfterMs } from './back-off.ts'

/** What a child sends once it does its work. */
const readyMessage = z.object({ type: z.literal('ready') })

/** Crashes in a row after which the log says that it is a loop. */
const loopAfter = 3

export interface ProcessSpec {
  /** As the log calls it. */
  readonly name: string
  readonly main: OwnProcess
  readonly env: NodeJS.ProcessEnv
}

export interface SupervisedProcess {
  readonly name: string
  /** Resolves at the first `ready` message. */
  readonly ready: Promise<void>
  /** Resolves when it ended before it was ever ready and said that only a person can help; it is not started again. */
  readonly hopeless: Promise<void>
  /** Whether the process that runs now does its work. */
  isReady(): boolean
  /** The process that runs now; undefined between a crash and the restart, and after the end. */
  pid(): number | undefined
  /** Asks it to end, and kills it, with whatever it started, after `graceMs`. */
  stop(graceMs: number): Promise<void>
  /** Kills it at once; a `stop()` under way resolves. */
  kill(): void
}

/**
 * Keeps one child process running: it is started again after a crash, ever later the faster it crashes. It has a
 * process group of its own, so that the terminal's Ctrl-C reaches only us and the order of the stop is ours; when we
 * die, its IPC channel closes, and it stops by itself.
 */
export function superviseProcess(spec: ProcessSpec, logger: Logger): SupervisedProcess {
  let child: ChildProcess | undefined
  let restart: NodeJS.Timeout | undefined
  let stopping = false
  let crashesInARow = 0
  let wasReady = false
  let isReady = false
  let announceReady: () => void
  let announceHopeless: () => void
  let announceEnd: () => void
  const ready = new Promise<void>((resolve) => (announceReady = resolve))
  const hopeless = new Promise<void>((resolve) => (announceHopeless = resolve))
  const ended = new Promise<void>((resolve) => (announceEnd = resolve))

  const launch = () => {
    restart = undefined
    const startedAt = performance.now()
    const running = fork(spec.main.file, {
      execArgv: spec.main.execArgv,
      env: spec.env,
      detached: true,
    })
    child = running
    running.on('message', (message) => {
      if (!readyMessage.safeParse(message).success) return
      logger.debug({ child: running.pid }, `${spec.name} is ready`)
      isReady = true
      wasReady = true
      announceReady()
    })
    const onEnd = (reason: string, status: number | null) => {
      if (child !== running) return
      child = undefined
      isReady = false
      // Its own children, such as a painter, must not outlive it.
      killGroup(running)
      if (stopping) return announceEnd()
      if (!wasReady && status === needsPersonStatus) return announceHopeless()
      if (performance.now() - startedAt > steadyAfterMs) crashesInARow = 0
      crashesInARow++
      const delayMs = backOffMs(crashesInARow)
      const loop =
        crashesInARow < loopAfter
          ? ''
          : `; that was ${crashesInARow} times in a row, its messages above say why`
      logger.error(`${spec.name} ended (${reason}), starting it again in ${delayMs / 1000} s${loop}`)
      restart = setTimeout(launch, delayMs)
    }
    running.once('exit', (code, signal) => onEnd(signal ?? `status ${code}`, code))
    running.once('error', (error) => onEnd(error.message, null))
  }
  launch()

  const kill = () => {
    if (child !== undefined) killGroup(child)
  }
  return {
    name: spec.name,
    ready,
    hopeless,
    isReady: () => isReady,
    pid: () => child?.pid,
    kill,
    async stop(graceMs) {
      stopping = true
      clearTimeout(restart)
      if (child === undefined) return
      askToStop(child)
      const timer = setTimeout(() => {
        logger.warn(`${spec.name} did not end within ${graceMs / 1000} s and is killed`)
        kill()
      }, graceMs)
      await ended
      clearTimeout(timer)
    },
  }
}

function askToStop(child: ChildProcess): void {
  // Windows knows no SIGTERM: there the closed channel is the word.
  if (process.platform === 'win32') child.disconnect()
  else child.kill('SIGTERM')
}

function killGroup(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) {
    child.kill('SIGKILL')
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}
