import { networkNamed } from '#core/extra-networks.ts'
import { PersonError } from '#core/errors.ts'
import type { UsedLora } from '#core/few-steps.ts'
import { extraNetworksNamed } from '#db/extra-networks.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { loraNamesIn } from '#request/read-prompt.ts'
import { usedLoras } from '#request/used-loras.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

const nameShown = 80
const listShown = 400

/** The LoRA of an option, and those of prompts. */
export interface AskedLoras {
  /** As it stands at the end of the prompt; undefined without the option. */
  lora: { name: string; weight: number } | undefined
  /** What a picture of one of the prompts is painted with. */
  usedBy: (prompt: string) => UsedLora[]
  /** A word on names in the prompts that no worker knows. */
  unknown: string | undefined
}

/**
 * Looks up the LoRA that was chosen and those that the prompts name.
 * @throws {PersonError} when the chosen one is not there, or a weight was given without one
 */
export async function lorasFor(
  { name, weight, prompts }: { name: string | null; weight: number | null; prompts: readonly string[] },
  { db }: Pick<BotDeps, 'db'>,
  texts: Texts,
): Promise<AskedLoras> {
  if (name === null && weight !== null) throw new PersonError('refused', texts.loras.weightWithoutLora)
  const inPrompts = [...new Set(prompts.flatMap(loraNamesIn))]
  const known = await extraNetworksNamed(db, 'lora', [...(name === null ? [] : [name.trim()]), ...inPrompts])
  const chosen = name === null ? undefined : networkNamed(known, name)
  if (name !== null && chosen === undefined)
    throw new PersonError('refused', texts.loras.unknownOption(typed(name, nameShown)))
  const missing = inPrompts.filter((one) => networkNamed(known, one) === undefined)
  const lora = chosen && { name: chosen.name, weight: weight ?? chosen.suits.weight ?? 1 }
  return {
    lora,
    usedBy: (prompt) => usedLoras(lora ? [lora] : [], prompt, known),
    unknown: missing.length === 0 ? undefined : texts.loras.unknown(typed(missing.join(', '), listShown)),
  }
}
