import { createTextEncoder, type TextEncoder } from '#diffusion/networks/text-encoder.ts'
import type { RestingSession } from '#diffusion/session/resting-session.ts'
import type { Adaptable } from '#diffusion/adapters/adaptable.ts'
import { sourceBytes, type GraphSource } from './graph-source.ts'
import { editedTextEncoder } from './edited-text-encoder.ts'
import type { ModelSessions } from './model-sessions.ts'

/** A model's text encoder as it is, and with a graph that takes vectors and leaves layers out: opened when first needed. */
export interface TextEncoders {
  readonly plain: TextEncoder
  edited(): Promise<TextEncoder>
  /** What LoRAs find in it. */
  adaptable(): Promise<Adaptable | undefined>
}

/** `opened` is told of each session, so that it can rest. */
export async function openTextEncoders(
  sessions: ModelSessions,
  source: GraphSource,
  opened: (session: RestingSession) => void,
): Promise<TextEncoders> {
  const open = async (from: GraphSource) => {
    const session = await sessions.openAdaptable(from, 'text_encoder', () => ({ frugal: true }))
    opened(session)
    return session
  }
  const plain = await open(source)
  const openEdited = async () => {
    const made = { bytes: await sourceBytes(source), make: () => editedTextEncoder(source) }
    return createTextEncoder(await open({ file: source.file, made }))
  }
  let edited: Promise<TextEncoder> | undefined
  return {
    plain: createTextEncoder(plain),
    adaptable: () => plain.adaptable(),
    edited() {
      edited ??= openEdited().catch((error: unknown) => {
        edited = undefined
        throw error
      })
      return edited
    },
  }
}
