import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Somebody's first request may come right behind the start, and shall not wait for this. */
const restMs = 2000

/**
 * Gives back what a start has needed, once it is over, in some 50 ms: V8 waits until a program allocates again, and ours rest most of
 * the time.
 */
export function collectGarbageSoon(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    if (typeof collect === 'function') collect()
  }, restMs).unref()
}
