import type { Conditioning } from '#diffusion/networks/conditioning.ts'
import type { Adaptation } from '#diffusion/lora/lora-sets.ts'
import { Recent } from '#diffusion/recent.ts'
import type { Tokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import type { TextEncoders } from './text-encoders.ts'

/** 236 KB each for SD 1.5. */
const keptTexts = 64

/**
 * Texts to conditionings, remembering the latest: a repeated prompt, and above all the empty negative prompt that most
 * requests share, is encoded once. Keys are token ids, so that two spellings of the same tokens are one,
 * and what LoRAs make of the encoder.
 */
export function createTextConditioning(tokenizer: Tokenizer, encoders: TextEncoders) {
  const kept = new Recent<Conditioning>(keptTexts)
  return async (text: string, clipSkip: number, adaptation?: Adaptation): Promise<Conditioning> => {
    const { ids } = tokenizer.encode(text)
    const key = `${clipSkip}:${ids.join()}:${adaptation?.key ?? ''}`
    const known = kept.get(key)
    if (known) return known
    const encoder = encoders.plain.skips(clipSkip) ? encoders.plain : await encoders.edited()
    const conditioning = await encoder.encode(ids, clipSkip, adaptation?.feeds)
    kept.set(key, conditioning)
    return conditioning
  }
}
