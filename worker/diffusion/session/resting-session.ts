import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Session } from './session.ts'

/** A session that can be let go while nothing needs it; its next run opens it again. */
export interface RestingSession extends Session {
  /** Gives its memory back, where that is worth opening it again. Not during a run. */
  rest(): Promise<void>
  /** Whether it has been let go. */
  readonly resting: boolean
}

/** Opens a session. `worthwhile`: whether `rest` lets go of it. */
export async function openResting(
  open: () => Promise<Session>,
  worthwhile: (session: Session) => boolean,
): Promise<RestingSession> {
  let session: Session | undefined = await open()
  const { device, inputs, outputs } = session
  const rests = worthwhile(session)
  const release = async () => {
    const last = session
    session = undefined
    await last?.release()
  }
  return {
    device,
    inputs,
    outputs,
    async run(feeds, wanted) {
      session ??= await open()
      return session.run(feeds, wanted)
    },
    async rest() {
      if (rests) await release()
    },
    release,
    get resting() {
      return session === undefined
    },
  }
}

/** Bytes of a part: its graph and the weights beside it. */
export async function partBytes(file: string): Promise<number> {
  const folder = dirname(file)
  const names = await readdir(folder).catch(() => [])
  const sizes = names
    .filter((name) => !name.endsWith('.json'))
    .map(async (name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
