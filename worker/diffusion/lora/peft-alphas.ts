import { z } from 'zod'
import type { AdaptablePart } from './module-index.ts'
import { modulePattern } from './module-pattern.ts'

/** PEFT keeps a module's alpha out of the tensors: in the file's metadata, one entry for each part of the model. */
const alphas = z.record(z.string(), z.number()).nullish()
const adapterMetadata = z.looseObject(
  Object.fromEntries(
    (['unet', 'text_encoder'] as const).flatMap((part) => [
      [`${part}.lora_alpha`, z.number().nullish()],
      [`${part}.alpha_pattern`, alphas],
      [`${part}.use_rslora`, z.boolean().nullish()],
    ]),
  ),
)

/** The factor of a module's up · down, from its rank. */
export type ScaleOf = (name: string, rank: number) => number

/**
 * What `lora_adapter_metadata` says about a part; undefined where there is none, or where it can't be read.
 * Source: `save_lora_adapter` of diffusers, `LoraConfig` of PEFT.
 */
export function peftScale(metadata: ReadonlyMap<string, string>, part: AdaptablePart): ScaleOf | undefined {
  const parsed = adapterMetadata.safeParse(parseJson(metadata.get('lora_adapter_metadata')))
  if (!parsed.success) return undefined
  const alpha = z.number().safeParse(parsed.data[`${part}.lora_alpha`]).data
  const patterns = Object.entries(alphas.safeParse(parsed.data[`${part}.alpha_pattern`]).data ?? {}).map(
    ([pattern, alpha]) => ({ matches: modulePattern(pattern), alpha }),
  )
  if (alpha === undefined && patterns.length === 0) return undefined
  const rootOfRank = parsed.data[`${part}.use_rslora`] === true
  return (name, rank) => {
    const own = patterns.find(({ matches }) => matches(name))?.alpha ?? alpha ?? rank
    return own / (rootOfRank ? Math.sqrt(rank) : rank)
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
