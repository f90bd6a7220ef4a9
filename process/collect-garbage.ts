import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Somebody's first request may come right behind the start, and shall not wait for this. */
const restMs = 2000
/** V8 drops the compiled code of a function that a few collections in a row found unused: what ran at the start alone. */
const collections = 4
const betweenMs = 500

/**
 * Gives back what a start has needed, once it is over, in pauses of some 50 ms: V8 waits until a program allocates again, and ours rest most of
 * the time.
 */
export function collectGarbageSoon(): void {
  void collectGarbage()
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  for (let done = 0; done < collections; done++) {
    await wait(done === 0 ? restMs : betweenMs, undefined, { ref: false })
    if (typeof collect === 'function') collect()
  }
}
