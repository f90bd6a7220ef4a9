import { stat } from 'node:fs/promises'
import type { FromPainter } from './painter-messages.ts'
import type { OpenSession } from '#diffusion/session/session.ts'

/**
 * Says before everything that blocks the process what it is, and after it that it is over: so that the parent, which gets
 * no word meanwhile, can tell a long run from a hang.
 */
export function watched(openSession: OpenSession, send: (message: FromPainter) => void): OpenSession {
  const during = async <Result>(
    work: string,
    size: number,
    block: () => Promise<Result>,
  ): Promise<Result> => {
    send({ type: 'busy', work, size })
    try {
      return await block()
    } finally {
      send({ type: 'idle' })
    }
  }
  return async (file, options) => {
    const bytes = await stat(file).then(
      ({ size }) => size,
      () => 0,
    )
    const name = options.part === undefined ? file : `${options.part} of ${file}`
    const session = await during(`load ${name}`, bytes, () => openSession(file, options))
    return {
      ...session,
      run: (feeds, outputs) => {
        // The latents, pixels or ids; the UNet's other inputs don't grow with the picture.
        const size = feeds['sample']?.data.length ?? Object.values(feeds)[0]?.data.length ?? 1
        return during(`run ${name}`, size, () => session.run(feeds, outputs))
      },
    }
  }
}
