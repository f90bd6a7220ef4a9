import type { EventEmitter } from 'node:events'

/** npm passes on a Ctrl-C that the terminal has sent to us too: within this time it is the same one. */
const sameSignalMs = 400

export interface Shutdown {
  /** Resolves at the first signal that asks for a stop, with its name. */
  readonly requested: Promise<NodeJS.Signals>
  /** Resolves when the person asks a second time: no more waiting. */
  readonly hurried: Promise<void>
  isRequested(): boolean
  dispose(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Turns the operating system's signals into one stop; a second one, a moment later, hurries it. */
export function listenForShutdown(source: EventEmitter = process): Shutdown {
  let resolveRequested: (signal: NodeJS.Signals) => void
  let resolveHurried: () => void
  const requested = new Promise<NodeJS.Signals>((resolve) => (resolveRequested = resolve))
  const hurried = new Promise<void>((resolve) => (resolveHurried = resolve))
  let firstAt: number | undefined
  const onSignal = (signal: NodeJS.Signals) => {
    firstAt ??= performance.now()
    resolveRequested(signal)
    if (performance.now() - firstAt > sameSignalMs) resolveHurried()
  }
  for (const signal of signals) source.on(signal, onSignal)
  return {
    requested,
    hurried,
    isRequested: () => firstAt !== undefined,
    dispose: () => {
      for (const signal of signals) source.off(signal, onSignal)
    },
  }
}
