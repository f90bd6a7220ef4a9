import { getPriority, setPriority } from 'node:os'
import { collectGarbageSoon } from './collect-garbage.ts'
import { readEnvFile } from './env-file.ts'
import { loggableStack } from './loggable-error.ts'
import { PersonError } from '#core/errors.ts'

/** Exit status of a process that a person must help (sysexits' EX_CONFIG): as it is, starting it again changes nothing. */
export const needsPersonStatus = 78

/** npm passes on a Ctrl-C that the terminal has sent to us too: within this time it is the same one. */
const sameSignalMs = 400

/**
 * The life of one of our processes: starts it, tells a parent that it is ready, and closes it on SIGINT, SIGTERM, SIGHUP, or
 * when the parent is gone; a second signal, a moment later, waits for nothing more. A PersonError on the way is said in its one sentence; anything else is a bug and shows its stack.
 * @param start `failed` rejects where something that it left unfinished can't be had
 * @param priority of the process and its children, as `nice` counts it, at least; its parent's own when left out
 */
export async function runProcess(
  start: () => Promise<{ close(): Promise<void>; readonly failed?: Promise<never> }>,
  { priority }: { priority?: number } = {},
): Promise<void> {
  process.once('disconnect', endAtOnce)
  try {
    readEnvFile()
    // Who was started behind others stays there: to come forward is not everybody's right.
    if (priority !== undefined) setPriority(Math.max(priority, getPriority()))
    const running = await start()
    process.off('disconnect', endAtOnce)
    process.send?.({ type: 'ready' })
    collectGarbageSoon()
    running.failed?.catch(fail)
    let closingSince: number | undefined
    const close = () => {
      if (closingSince !== undefined) return
      closingSince = performance.now()
      running.close().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
    }
    const onSignal = () => {
      if (closingSince !== undefined && performance.now() - closingSince > sameSignalMs) process.exit(1)
      close()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
    process.on('disconnect', close)
  } catch (error) {
    fail(error)
  }
}

/** A parent that dies while we start takes us with it: there is nothing to close yet. */
function endAtOnce(): never {
  process.exit(1)
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof PersonError ? error.message : loggableStack(error)}\n`)
  process.exit(error instanceof PersonError ? needsPersonStatus : 1)
}
