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
  let open: Open<Found> = { ids: [], multipliers: [], embeddings: [] }
  let comma = -1
  let tokenCount = 0
  const close = (last = false) => {
    tokenCount += last ? open.ids.length : chunkTokens
    chunks.push(closed(open, special))
    open = { ids: [], multipliers: [], embeddings: [] }
    comma = -1
  }
  const closeAtComma = () => {
    const moved = splitOff(open, comma + 1)
    close()
    open = moved
  }
  const left: number[] = []

  for (const piece of pieces) {
    const full = chunks.length >= most
    if (isBreak(piece)) {
      if (!full) close()
      continue
    }
    const ids = encode(piece.text)
    if (full) for (const id of ids) left.push(id)
    for (let at = 0; at < ids.length && chunks.length < most;) {
      const id = ids[at] ?? 0
      if (id === special.comma) comma = open.ids.length
      else if (open.ids.length === chunkTokens && comma !== -1 && chunkTokens - comma <= commaBacktrack)
        closeAtComma()
      if (open.ids.length === chunkTokens) close()
      const found = find(ids, at)
      const vectors = found?.embedding.vectors ?? 1
      if (found && open.ids.length + vectors > chunkTokens) close()
      if (chunks.length >= most) {
        for (const moved of open.ids.splice(0)) left.push(moved)
        for (; at < ids.length; at++) left.push(ids[at] ?? 0)
        break
      }
      if (found) open.embeddings.push({ embedding: found.embedding, position: open.ids.length })
      for (let vector = 0; vector < vectors; vector++) {
        open.ids.push(found ? 0 : id)
        open.multipliers.push(piece.weight)
      }
      at += found?.tokens ?? 1
    }
  }
  if (open.ids.length > 0 || chunks.length === 0) close(true)
  return { chunks, tokenCount, left }
}

/** A chunk that is being filled: without start, end and padding, positions counted from its first token. */
type Open<Found extends NamedEmbedding> = Chunk<Found>

/** Takes the tokens from a position on out, with their weights and vectors. */
function splitOff<Found extends NamedEmbedding>(open: Open<Found>, from: number): Open<Found> {
  const stays = open.embeddings.findIndex(({ position }) => position >= from)
  const moved = stays === -1 ? [] : open.embeddings.splice(stays)
  return {
    ids: open.ids.splice(from),
    multipliers: open.multipliers.splice(from),
    embeddings: moved.map(({ embedding, position }) => ({ embedding, position: position - from })),
  }
}

function closed<Found extends NamedEmbedding>(
  { ids, multipliers, embeddings }: Open<Found>,
  { start, end, pad }: SpecialTokens,
): Chunk<Found> {
  const chunk: Chunk<Found> = {
    ids: [start, ...ids, end],
    multipliers: [1, ...multipliers, 1],
    embeddings: embeddings.map(({ embedding, position }) => ({ embedding, position: position + 1 })),
  }
  while (chunk.ids.length < chunkTokens + 2) {
    chunk.ids.push(pad)
    chunk.multipliers.push(1)
  }
  return chunk
}

/** A chunk of padding: what fills a schedule's shorter texts up. */
export function emptyChunk(special: SpecialTokens): Chunk<never> {
  return closed<never>({ ids: [], multipliers: [], embeddings: [] }, special)
}
