import type { Embedding } from '#diffusion/embeddings/read-embedding.ts'
import type { ReadPrompts } from '#diffusion/engine/read-prompts.ts'
import type { PlannedPart, PromptPlan } from '#diffusion/prompt/plan-prompt.ts'
import { entryAtCall } from '#diffusion/prompt/schedule.ts'
import type { Tag } from '#diffusion/prompt/tags.ts'

/**
 * How prompts were read, in the form of test/fixtures/prompts/README.md.
 * @param calls how often the UNet is called for a picture
 */
export function promptPlan({ prompt, negative }: ReadPrompts, calls: number) {
  const { loras, lorasError } = prompt
  return {
    without_comments: prompt.withoutComments,
    without_tags: prompt.withoutTags,
    tags: tagsByWord(prompt),
    loras: (loras ?? []).map(({ name, weight, textWeight, rank }) => ({
      name,
      text_encoder: textWeight,
      unet: weight,
      dyn: rank,
    })),
    loras_error: lorasError ?? null,
    parts: prompt.parts.map((part) => ({ ...partPlan(part, calls), weight: part.weight })),
    negative_part: negative.parts.map((part) => partPlan(part, calls))[0] ?? null,
  }
}

function tagsByWord({ tags }: PromptPlan<Embedding>) {
  const byWord: Record<string, Pick<Tag, 'items' | 'positional' | 'named'>[]> = {}
  for (const { word, items, positional, named } of tags) {
    byWord[word] = [...(byWord[word] ?? []), { items, positional, named }]
  }
  return byWord
}

function partPlan({ text, texts, schedule }: PlannedPart<Embedding>, calls: number) {
  return {
    text,
    schedule: schedule.map((entry) => [entry.endAtStep, entry.text]),
    entry_per_call: entryPerCall(schedule, calls),
    texts: texts.map(({ text, attention, tokenCount, chunks }) => ({
      text,
      attention: attention.map((piece) => [piece.text, piece.weight]),
      token_count: tokenCount,
      chunks: chunks.map(({ ids, multipliers, embeddings }) => ({
        ids,
        multipliers,
        embeddings: embeddings.map(({ embedding: { name, vectors }, position }) => ({
          name,
          position,
          vectors,
        })),
      })),
    })),
  }
}

/** Run-length list of [index in the schedule, number of UNet calls]. */
function entryPerCall(schedule: readonly { endAtStep: number }[], calls: number): [number, number][] {
  const runs: [number, number][] = []
  for (let call = 0; call < calls; call++) {
    const entry = entryAtCall(schedule, call)
    const last = runs.at(-1)
    if (last?.[0] === entry) last[1] += 1
    else runs.push([entry, 1])
  }
  return runs
}
