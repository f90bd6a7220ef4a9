import { basename, dirname } from 'node:path'
import type { OpenSession } from '#diffusion/session/session.ts'

/** Seconds that passed in each part of the model since the last look: `load`, `text_encoder`, `unet`, `vae_decoder` … */
export interface PartSeconds {
  openSession: OpenSession
  take(): Record<string, number>
}

/** Opens sessions that measure how long they take. */
export function timedSessions(openSession: OpenSession): PartSeconds {
  let seconds: Record<string, number> = {}
  const timed = async <Result>(part: string, work: () => Promise<Result>): Promise<Result> => {
    const started = performance.now()
    try {
      return await work()
    } finally {
      seconds[part] = (seconds[part] ?? 0) + (performance.now() - started) / 1000
    }
  }
  return {
    async openSession(file, options) {
      const session = await timed('load', () => openSession(file, options))
      const part = options.part ?? basename(dirname(file))
      return { ...session, run: (...given) => timed(part, () => session.run(...given)) }
    },
    take() {
      const taken = seconds
      seconds = {}
      return taken
    },
  }
}
