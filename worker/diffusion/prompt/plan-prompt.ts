import type { EncodeText, SpecialTokens } from '#diffusion/tokenizer/tokenizer.ts'
import { readAttention, type WeightedText } from './attention.ts'
import { emptyChunk, layChunks, type Chunk } from './chunks.ts'
import { commentBehindText, withoutComments } from './comments.ts'
import { splitParts, type PromptPart } from './compose.ts'
import type { FindEmbedding, NamedEmbedding } from './embedding-names.ts'
import { heavyWeight, mostCharacters, mostChunks, mostChunksOfText, mostParts, mostWeight } from './limits.ts'
import { isLora, lorasOf, type LoraUse } from './loras.ts'
import { readAsWords } from './read-as-words.ts'
import type { PromptRefusal, PromptRemark } from './remarks.ts'
import { neverReached, readSchedule, type ScheduleSteps } from './schedule.ts'
import { takeNames, takeTags, type Tag } from './tags.ts'

/**
 * How weights are applied: `original` puts the mean of the vectors back, `no-norm` does not, `ignore` reads weights without applying
 * them, `none` doesn't read them at all.
 */
export type Emphasis = 'original' | 'no-norm' | 'ignore' | 'none'

/** One text that is encoded. */
export interface PlannedText<Found extends NamedEmbedding> {
  text: string
  attention: WeightedText[]
  tokenCount: number
  chunks: Chunk<Found>[]
}

/** A part between two `AND`s, or the negative prompt. */
export interface PlannedPart<Found extends NamedEmbedding> extends PromptPart {
  /** The different texts of its schedule, in order of appearance. */
  texts: PlannedText<Found>[]
  /** `text`: index in `texts`. */
  schedule: { endAtStep: number; text: number }[]
}

export interface PromptPlan<Found extends NamedEmbedding> {
  /** The prompt after comments and after tags were taken out. */
  withoutComments: string
  withoutTags: string
  tags: Tag[]
  /** Asked for by tags; undefined where there is no such tag. */
  loras?: LoraUse[]
  lorasError?: string
  parts: PlannedPart<Found>[]
  remarks: PromptRemark[]
  refusal?: PromptRefusal
}

export interface PlanOptions<Found extends NamedEmbedding> {
  steps: ScheduleSteps
  emphasis: Emphasis
  encode: EncodeText
  /** Back to text, for what is left out. */
  decode: (ids: readonly number[]) => string
  find: FindEmbedding<Found>
  special: SpecialTokens
}

/** Reads a prompt: comments, tags, parts, schedules, weights, chunks, in this order, as A1111 does. */
export function planPrompt<Found extends NamedEmbedding>(
  prompt: string,
  options: PlanOptions<Found>,
): PromptPlan<Found> {
  const remarks: PromptRemark[] = []
  const bare = withoutComments(prompt)
  const { text, tags } = takeTags(bare)
  const { loras, error } = lorasOf(tags)
  for (const tag of tags) if (!isLora(tag)) remarks.push({ kind: 'unknown_tag', text: tag.text })
  if (error !== undefined) remarks.push({ kind: 'unreadable_lora', reason: error })
  remarks.push(...commentRemarks(prompt), ...readAsWords(text, 'prompt'))
  const all = splitParts(withoutUnknownNames(text, remarks, options))
  if (all.length > mostParts) remarks.push({ kind: 'parts_left', parts: all.length - mostParts })
  const parts = all.slice(0, mostParts)
  for (const part of parts)
    if (Math.abs(part.weight) > heavyWeight) remarks.push({ kind: 'heavy_part', ...part })
  return {
    ...planParts(parts, prompt.length, remarks, options),
    withoutComments: bare,
    withoutTags: text,
    tags,
    ...(tags.some(isLora) && { loras }),
    ...(error !== undefined && { lorasError: error }),
  }
}

/** Reads a negative prompt: comments, schedules, weights, chunks. `AND`, a weight at its end and tags are words there. */
export function planNegative<Found extends NamedEmbedding>(
  prompt: string,
  options: PlanOptions<Found>,
): PromptPlan<Found> {
  const text = withoutComments(prompt)
  const remarks = [...commentRemarks(prompt), ...readAsWords(text, 'negative_prompt')]
  const spoken = withoutUnknownNames(text, remarks, options)
  const plan = planParts([{ text: spoken, weight: 1 }], prompt.length, remarks, options)
  return { ...plan, withoutComments: text, withoutTags: text, tags: [] }
}

function commentRemarks(prompt: string): PromptRemark[] {
  const text = commentBehindText(prompt)
  return text === undefined ? [] : [{ kind: 'comment_left', text }]
}

/** Embeddings may stand in angle brackets; what is none there isn't painted as words. */
function withoutUnknownNames<Found extends NamedEmbedding>(
  text: string,
  remarks: PromptRemark[],
  { encode, find }: PlanOptions<Found>,
): string {
  const named = takeNames(text, (name) => {
    const ids = encode(name)
    return ids.some((_, at) => find(ids, at) !== undefined)
  })
  for (const name of named.names) remarks.push({ kind: 'unknown_name', text: name })
  return named.text
}

function planParts<Found extends NamedEmbedding>(
  parts: readonly PromptPart[],
  characters: number,
  remarks: PromptRemark[],
  options: PlanOptions<Found>,
): Pick<PromptPlan<Found>, 'parts' | 'remarks' | 'refusal'> {
  if (characters > mostCharacters) return { parts: [], remarks, refusal: { kind: 'too_long' } }
  let refusal: PromptRefusal | undefined
  let room = mostChunks
  const planned = parts.map((part, index) => {
    const later = parts.length - index - 1
    const { chunks, refused, ...rest } = planPart(part, room - later, remarks, options)
    refusal ??= refused
    room -= chunks
    return rest
  })
  return { parts: planned, remarks, ...(refusal && { refusal }) }
}

function planPart<Found extends NamedEmbedding>(
  part: PromptPart,
  room: number,
  remarks: PromptRemark[],
  { steps, emphasis, encode: encodeAnew, decode, find, special }: PlanOptions<Found>,
): PlannedPart<Found> & { chunks: number; refused?: PromptRefusal } {
  const texts: PlannedText<Found>[] = []
  const known = new Map<string, number>()
  // The alternatives of a text share most of their pieces.
  const encoded = new Map<string, readonly number[]>()
  const encode: EncodeText = (piece) => {
    const ids = encoded.get(piece) ?? encodeAnew(piece)
    encoded.set(piece, ids)
    return ids
  }
  let chunks = 0
  let refused: PromptRefusal | undefined
  let left: number[] | undefined
  let variantsLeft = false
  const plan = (text: string): number => {
    const { pieces, unreadable } =
      emphasis === 'none' ? { pieces: [{ text, weight: 1 }], unreadable: [] } : readAttention(text)
    const [typed] = unreadable
    if (typed !== undefined) refused ??= { kind: 'unreadable_weight', typed }
    if (pieces.some(({ weight }) => !(Math.abs(weight) <= mostWeight)))
      refused ??= { kind: 'weight_too_large' }
    const most = texts.length === 0 ? Math.min(mostChunksOfText, room) : mostChunksOfText
    const laid = layChunks(pieces, encode, find, special, most)
    if (texts.length > 0 && chunks + laid.chunks.length > room) {
      variantsLeft = true
      return texts.length - 1
    }
    if (laid.left.length > 0) left ??= laid.left
    chunks += laid.chunks.length
    return texts.push({ text, attention: pieces, tokenCount: laid.tokenCount, chunks: laid.chunks }) - 1
  }
  const schedule = readSchedule(part.text, steps).map(({ endAtStep, text }) => {
    const index = known.get(text) ?? (variantsLeft ? texts.length - 1 : plan(text))
    known.set(text, index)
    return { endAtStep, text: index }
  })
  const never = neverReached(part.text, steps)
  if (never) remarks.push({ kind: 'never_reached', ...never })
  if (left) remarks.push({ kind: 'text_left', text: decode(left) })
  if (variantsLeft) remarks.push({ kind: 'variants_left' })
  return { ...part, texts, schedule, chunks, ...(refused && { refused }) }
}

/** Chunks that a part's texts are filled up to, with empty ones: as many as its longest has. */
export function chunksOfPart<Found extends NamedEmbedding>({ texts }: PlannedPart<Found>): number {
  return Math.max(1, ...texts.map(({ chunks }) => chunks.length))
}

/** A text's chunks, filled up with empty ones. */
export function filledChunks<Found extends NamedEmbedding>(
  { chunks }: PlannedText<Found>,
  count: number,
  special: SpecialTokens,
): Chunk<Found>[] {
  return [...chunks, ...Array.from({ length: count - chunks.length }, () => emptyChunk(special))]
}
