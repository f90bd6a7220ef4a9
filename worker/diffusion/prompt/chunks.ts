import type { EncodeText, SpecialTokens } from '#diffusion/tokenizer/tokenizer.ts'
import { isBreak, type WeightedText } from './attention.ts'
import type { FindEmbedding, NamedEmbedding } from './embedding-names.ts'

/** What the text encoder reads at once: start, 75 tokens, end. */
export interface Chunk<Found extends NamedEmbedding = NamedEmbedding> {
  /** 77 ids; 0 where vectors of an embedding take their place. */
  ids: number[]
  /** 77 factors; 1 for start, padding and end. */
  multipliers: number[]
  embeddings: PlacedEmbedding<Found>[]
}

export interface PlacedEmbedding<Found extends NamedEmbedding = NamedEmbedding> {
  embedding: Found
  /** Of its first vector, among the 77. */
  position: number
}

/** Tokens of a chunk without its start and end. */
export const chunkTokens = 75
/** From a comma that is as close to a chunk's end as this, what follows goes to the next chunk. */
const commaBacktrack = 20

interface Token<Found extends NamedEmbedding> {
  id: number
  weight: number
  /** At an embedding's first vector. */
  embedding?: Found
}

export interface Chunked<Found extends NamedEmbedding = NamedEmbedding> {
  chunks: Chunk<Found>[]
  /** As A1111's counter shows it: full chunks count 75. */
  tokenCount: number
  /** Tokens that didn't fit into the chunks that were allowed. */
  left: number[]
}

/**
 * Lays tokens into chunks of 75 (stable-diffusion-webui, `tokenize_line` in `modules/sd_hijack_clip.py`): tokens after a
 * comma near a chunk's end go to the next one, `BREAK` closes a chunk, an embedding that doesn't fit whole starts a new
 * one. Unlike there, vectors go along with the tokens that a comma moves. At most `most` chunks.
 */
export function layChunks<Found extends NamedEmbedding>(
  pieces: readonly WeightedText[],
  encode: EncodeText,
  find: FindEmbedding<Found>,
  special: SpecialTokens,
  most: number,
): Chunked<Found> {
  const chunks: Chunk<Found>[] = []
  let open: Token<Found>[] = []
  let comma = -1
  let tokenCount = 0
  const close = (moved: Token<Found>[] = [], last = false) => {
    tokenCount += last ? open.length : chunkTokens
    chunks.push(closed(open, special))
    open = moved
    comma = -1
  }
  const left: number[] = []

  for (const piece of pieces) {
    const full = chunks.length >= most
    if (isBreak(piece)) {
      if (!full) close()
      continue
    }
    const ids = encode(piece.text)
    if (full) left.push(...ids)
    for (let at = 0; at < ids.length && chunks.length < most;) {
      const id = ids[at] ?? 0
      if (id === special.comma) comma = open.length
      else if (open.length === chunkTokens && comma !== -1 && chunkTokens - comma <= commaBacktrack) {
        close(open.splice(comma + 1))
      }
      if (open.length === chunkTokens) close()
      const found = find(ids, at)
      const vectors = found?.embedding.vectors ?? 1
      if (found && open.length + vectors > chunkTokens) close()
      if (chunks.length >= most) {
        left.push(...open.splice(0).map(({ id }) => id), ...ids.slice(at))
        break
      }
      if (found) {
        open.push({ id: 0, weight: piece.weight, embedding: found.embedding })
        for (let vector = 1; vector < vectors; vector++) open.push({ id: 0, weight: piece.weight })
      } else open.push({ id, weight: piece.weight })
      at += found?.tokens ?? 1
    }
  }
  if (open.length > 0 || chunks.length === 0) close([], true)
  return { chunks, tokenCount, left }
}

function closed<Found extends NamedEmbedding>(
  tokens: readonly Token<Found>[],
  { start, end, pad }: SpecialTokens,
): Chunk<Found> {
  const ids = [start]
  const multipliers = [1]
  const embeddings: PlacedEmbedding<Found>[] = []
  for (const { id, weight, embedding } of tokens) {
    if (embedding) embeddings.push({ embedding, position: ids.length })
    ids.push(id)
    multipliers.push(weight)
  }
  ids.push(end)
  multipliers.push(1)
  while (ids.length < chunkTokens + 2) {
    ids.push(pad)
    multipliers.push(1)
  }
  return { ids, multipliers, embeddings }
}

/** A chunk of padding: what fills a schedule's shorter texts up. */
export function emptyChunk(special: SpecialTokens): Chunk<never> {
  return closed<never>([], special)
}
