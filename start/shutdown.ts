/** npm passes on a Ctrl-C that the terminal has sent to us too: within this time it is the same one. */
const sameSignalMs = 400

export interface Shutdown {
  /** Resolves at the first request to stop, with its reason. */
  readonly requested: Promise<string>
  /** Resolves when the person asks a second time: no more waiting. */
  readonly hurried: Promise<void>
  /** Asks for a stop from inside. */
  request(reason: string): void
  dispose(): void
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Turns the operating system's signals into one stop; a second one, a moment later, hurries it. */
export function listenForShutdown(): Shutdown {
  let resolveRequested: (reason: string) => void
  let resolveHurried: () => void
  const requested = new Promise<string>((resolve) => (resolveRequested = resolve))
  const hurried = new Promise<void>((resolve) => (resolveHurried = resolve))
  let firstAt: number | undefined
  const request = (reason: string) => {
    firstAt ??= performance.now()
    resolveRequested(reason)
  }
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt !== undefined && performance.now() - firstAt > sameSignalMs) resolveHurried()
    else request(signal)
  }
  for (const signal of signals) process.on(signal, onSignal)
  return {
    requested,
    hurried,
    request,
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal)
    },
  }
}
