import { dirname } from 'node:path'
import { openSession, type OpenSession } from '#diffusion/session/session.ts'
import { loadTokenizer, type Tokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import { readModel } from './read-model.ts'
import { ModelSessions, type SessionsOptions } from './model-sessions.ts'
import { createPromptConditioning, type ConditionPart } from './prompt-conditioning.ts'
import { openTextEncoders } from './text-encoders.ts'

/** The part of a model that reads prompts, without those that paint. */
export interface PromptEncoder {
  readonly tokenizer: Tokenizer
  readonly conditionPart: ConditionPart
  close(): Promise<void>
}

/** @throws PaintError `bad_model` or `device` */
export async function openPromptEncoder(
  path: string,
  options: SessionsOptions & { openSession?: OpenSession },
): Promise<PromptEncoder> {
  const files = await readModel(path)
  const tokenizer = await loadTokenizer(dirname(files.tokenizer))
  const sessions = new ModelSessions(options.openSession ?? openSession, options)
  try {
    const encoders = await openTextEncoders(sessions, files.textEncoder, () => {})
    return {
      tokenizer,
      conditionPart: createPromptConditioning(tokenizer.special, encoders),
      close: () => sessions.close(),
    }
  } catch (error) {
    await sessions.close()
    throw error
  }
}
