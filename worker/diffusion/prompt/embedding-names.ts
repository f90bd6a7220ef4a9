import type { EncodeText } from '#diffusion/tokenizer/tokenizer.ts'

/** A textual inversion as far as reading a prompt goes. */
export interface NamedEmbedding {
  /** The file's name without its extension. */
  readonly name: string
  /** How many tokens it takes the place of, 1 to 75. */
  readonly vectors: number
}

/** Finds the embedding whose name starts at a token, and how many tokens the name is. */
export type FindEmbedding<Found extends NamedEmbedding = NamedEmbedding> = (
  ids: readonly number[],
  at: number,
) => { embedding: Found; tokens: number } | undefined

/**
 * Embeddings are found by the token ids of their names, the longest name first, so that case and spaces don't matter
 * (stable-diffusion-webui, `EmbeddingDatabase` in `modules/textual_inversion/textual_inversion.py`). Of two names with the same ids
 * the first in the list is it.
 */
export function findEmbeddings<Found extends NamedEmbedding>(
  embeddings: readonly Found[],
  encode: EncodeText,
): FindEmbedding<Found> {
  const byFirst = new Map<number, { ids: readonly number[]; embedding: Found }[]>()
  for (const embedding of embeddings) {
    const ids = encode(embedding.name)
    const [first] = ids
    if (first === undefined) continue
    byFirst.set(first, [...(byFirst.get(first) ?? []), { ids, embedding }])
  }
  for (const named of byFirst.values()) named.sort((a, b) => b.ids.length - a.ids.length)
  return (ids, at) => {
    const found = byFirst
      .get(ids[at] ?? -1)
      ?.find((named) => named.ids.every((id, index) => ids[at + index] === id))
    return found && { embedding: found.embedding, tokens: found.ids.length }
  }
}
