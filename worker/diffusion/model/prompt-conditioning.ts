import type { Embedding } from '#diffusion/embeddings/read-embedding.ts'
import type { Adaptation } from '#diffusion/lora/lora-sets.ts'
import type { Conditioning } from '#diffusion/networks/conditioning.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { TextEncoder } from '#diffusion/networks/text-encoder.ts'
import { tokenVectorInputs } from '#diffusion/onnx/token-vectors.ts'
import type { Chunk } from '#diffusion/prompt/chunks.ts'
import { emphasize } from '#diffusion/prompt/emphasis.ts'
import { chunksOfPart, filledChunks, type Emphasis, type PlannedPart } from '#diffusion/prompt/plan-prompt.ts'
import { Recent } from '#diffusion/recent.ts'
import { joinFeeds, newValues, type Values } from '#diffusion/session/values.ts'
import type { SpecialTokens } from '#diffusion/tokenizer/tokenizer.ts'
import type { TextEncoders } from './text-encoders.ts'

/** 236 KB each for SD 1.5. Most prompts are one or two chunks, and share the empty negative prompt. */
const keptChunks = 128

export interface PromptConditioningOptions {
  /** 0: the last layer's hidden states. */
  clipSkip: number
  emphasis: Emphasis
  /** What LoRAs make of the text encoder. */
  adaptation?: Adaptation
}

/** The texts of a part of a prompt as the UNet takes them, in their order. */
export type ConditionPart = (
  part: PlannedPart<Embedding>,
  options: PromptConditioningOptions,
) => Promise<Conditioning[]>

/**
 * Encodes the texts of a part chunk by chunk. Each distinct chunk is encoded once, and those met lately not again; how it is weighted
 * comes after. Chunks of a text stand one after the other, `[77 * chunks, width]`.
 */
export function createPromptConditioning(special: SpecialTokens, encoders: TextEncoders): ConditionPart {
  const kept = new Recent<Values>(keptChunks)

  async function states(
    chunk: Chunk<Embedding>,
    clipSkip: number,
    adaptation: Adaptation | undefined,
  ): Promise<Values> {
    const names = chunk.embeddings.map(({ embedding, position }) => `${position}:${embedding.hash}`)
    const key = `${clipSkip}:${chunk.ids.join()}:${names.join()}:${adaptation?.key ?? ''}`
    const before = kept.get(key)
    if (before) return before
    const edits = chunk.embeddings.length > 0 || !encoders.plain.skips(clipSkip)
    const encoder = edits ? await encoders.edited() : encoders.plain
    const { hiddenStates } = await encoder.encode(
      chunk.ids,
      clipSkip,
      joinFeeds(adaptation?.feeds, vectorFeeds(chunk, encoder)),
    )
    kept.set(key, hiddenStates)
    return hiddenStates
  }

  return async (part, { clipSkip, emphasis, adaptation }) => {
    const length = chunksOfPart(part)
    const texts = part.texts.map((text, index) => ({
      chunks: filledChunks(text, length, special),
      count: part.schedule.filter((entry) => entry.text === index).length,
    }))
    const parts: Values[][] = texts.map(() => [])
    for (let at = 0; at < length; at++) {
      const encoded: {
        states: Float32Array
        multipliers: readonly number[]
        count: number
        dims: readonly number[]
      }[] = []
      for (const { chunks, count } of texts) {
        const chunk = chunks[at]
        if (!chunk) continue
        const { dims, data } = await states(chunk, clipSkip, adaptation)
        encoded.push({ states: data, multipliers: chunk.multipliers, count, dims })
      }
      for (const [index, data] of emphasize(encoded, emphasis).entries()) {
        parts[index]?.push({ dims: encoded[index]?.dims ?? [], data })
      }
    }
    return parts.map((chunks) => ({ hiddenStates: joined(chunks) }))
  }
}

/** What a graph that takes vectors is told: zeros and ones where no embedding stands. */
function vectorFeeds(
  { ids, embeddings }: Chunk<Embedding>,
  { width }: TextEncoder,
): Record<string, Values> | undefined {
  if (width === undefined) {
    const [first] = embeddings
    if (!first) return undefined
    throw new PaintError(
      'bad_model',
      `The embedding ${first.embedding.name} can't be used: this model's text encoder takes no vectors.`,
    )
  }
  const keep = newValues([1, ids.length, 1])
  keep.data.fill(1)
  const vectors = newValues([1, ids.length, width])
  for (const { embedding, position } of embeddings) {
    if (embedding.width !== width) throw wrongWidth(embedding, width)
    keep.data.fill(0, position, position + embedding.vectors)
    vectors.data.set(embedding.values, position * width)
  }
  return { [tokenVectorInputs.keep]: keep, [tokenVectorInputs.vectors]: vectors }
}

function wrongWidth({ name, width }: Embedding, wanted: number): PaintError {
  return new PaintError(
    'bad_request',
    `The embedding ${name} is for another kind of model: its vectors have ${width} numbers, this model's ${wanted}.`,
  )
}

function joined(chunks: readonly Values[]): Values {
  const [first] = chunks
  if (!first || chunks.length === 1) return first ?? newValues([0, 0])
  const [tokens = 0, width = 0] = first.dims
  const all = newValues([tokens * chunks.length, width])
  for (const [index, { data }] of chunks.entries()) all.data.set(data, index * data.length)
  return all
}
