import {
  findEmbeddingFiles,
  isEmbedding,
  type FoundEmbedding,
} from '#diffusion/embeddings/find-embeddings.ts'
import type { Embedding } from '#diffusion/embeddings/read-embedding.ts'
import { unfoundNames } from '#diffusion/embeddings/unfound-names.ts'
import type { A1111Prompt, UsedEmbedding } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { PaintNote } from '#diffusion/paint-note.ts'
import { findEmbeddings } from '#diffusion/prompt/embedding-names.ts'
import { planNegative, planPrompt, type PlannedPart, type PromptPlan } from '#diffusion/prompt/plan-prompt.ts'
import { refusalSentence } from '#diffusion/prompt/remark-sentences.ts'
import type { ScheduleSteps } from '#diffusion/prompt/schedule.ts'
import type { Tokenizer } from '#diffusion/tokenizer/tokenizer.ts'

/** A prompt and its negative, read as A1111 reads them. */
export interface ReadPrompts {
  prompt: PromptPlan<Embedding>
  negative: PromptPlan<Embedding>
  notes: PaintNote[]
  embeddings: UsedEmbedding[]
}

/** @throws PaintError `bad_request` for what can't be painted, `bad_model` for an embedding that is named and can't be read */
export async function readPrompts(
  tokenizer: Tokenizer,
  { prompt, negativePrompt, steps }: { prompt: string; negativePrompt: string; steps: ScheduleSteps },
  { emphasis, embeddings }: A1111Prompt,
): Promise<ReadPrompts> {
  const files = embeddings === undefined ? [] : await findEmbeddingFiles(embeddings)
  const find = findEmbeddings<FoundEmbedding>(files, tokenizer.ids)
  const { special, ids, decode } = tokenizer
  const options = { steps, emphasis, encode: ids, decode, special }
  const readable = (tokens: readonly number[], at: number) => {
    const found = find(tokens, at)
    if (!found) return undefined
    const { embedding } = found
    if (!isEmbedding(embedding)) throw new PaintError('bad_model', embedding.fault)
    return { embedding, tokens: found.tokens }
  }
  const plans = {
    prompt: planPrompt(prompt, { ...options, find: readable }),
    negative: planNegative(negativePrompt, { ...options, find: readable }),
  }
  const refusal = plans.prompt.refusal ?? plans.negative.refusal
  if (refusal) throw new PaintError('bad_request', refusalSentence(refusal))
  const names = unfoundNames({ prompt, negativePrompt }, (text) => {
    const tokens = ids(text)
    return tokens.some((_, at) => find(tokens, at) !== undefined)
  })
  return {
    ...plans,
    notes: [
      ...plans.prompt.remarks,
      ...plans.negative.remarks,
      ...(names.length > 0 ? [{ kind: 'names_as_words' as const, names }] : []),
    ],
    embeddings: embeddingsOf([...plans.prompt.parts, ...plans.negative.parts]),
  }
}

function embeddingsOf(parts: readonly PlannedPart<Embedding>[]): UsedEmbedding[] {
  const used = new Map<string, UsedEmbedding>()
  for (const { texts } of parts) {
    for (const { embedding } of texts.flatMap(({ chunks }) => chunks.flatMap((chunk) => chunk.embeddings))) {
      used.set(embedding.name, { name: embedding.name, hash: embedding.hash })
    }
  }
  return [...used.values()]
}
