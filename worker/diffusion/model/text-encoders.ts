import { createTextEncoder, type TextEncoder } from '#diffusion/networks/text-encoder.ts'
import type { RestingSession } from '#diffusion/session/resting-session.ts'
import { editedTextEncoder } from './edited-text-encoder.ts'
import type { ModelSessions } from './model-sessions.ts'

/** A model's text encoder as it is, and with a graph that takes vectors and leaves layers out: opened when first needed. */
export interface TextEncoders {
  readonly plain: TextEncoder
  edited(): Promise<TextEncoder>
}

/** `opened` is told of each session, so that it can rest. */
export async function openTextEncoders(
  sessions: ModelSessions,
  file: string,
  opened: (session: RestingSession) => void,
): Promise<TextEncoders> {
  const open = async (make?: () => Promise<Uint8Array>) => {
    const session = await sessions.open(file, true, make)
    opened(session)
    return createTextEncoder(session)
  }
  let edited: Promise<TextEncoder> | undefined
  return {
    plain: await open(),
    edited() {
      edited ??= open(() => editedTextEncoder(file)).catch((error: unknown) => {
        edited = undefined
        throw error
      })
      return edited
    },
  }
}
