import { bareNetworkName, type Suits } from '#core/extra-networks.ts'
import { PersonError } from '#core/errors.ts'
import { extraNetworksNamed } from '#db/extra-networks.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { loraNamesIn } from '#request/read-prompt.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

const nameShown = 80
const listShown = 400

/** The LoRA of an option, and what all of a request's LoRAs are best painted with. */
export interface AskedLoras {
  /** As it stands at the end of the prompt; undefined without the option. */
  lora: { name: string; weight: number } | undefined
  suits: Pick<Suits, 'steps' | 'guidance' | 'scheduler'>
  /** Names of those that `suits` comes from because they were made for few steps. */
  fewStepLoras: string[]
  /** A word on names in the prompt that no worker knows. */
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
  const named = (asked: string) =>
    known.find((one) => one.name === asked) ??
    known.find((one) => bareNetworkName(one.name) === bareNetworkName(asked))
  const chosen = name === null ? undefined : named(name.trim())
  if (name !== null && chosen === undefined)
    throw new PersonError('refused', texts.loras.unknownOption(typed(name, nameShown)))
  const missing = inPrompts.filter((one) => named(one) === undefined)
  return {
    lora: chosen && { name: chosen.name, weight: weight ?? chosen.suits.weight ?? 1 },
    suits: Object.assign(
      {},
      ...known.toReversed().map(({ suits: { steps, guidance, scheduler } }) => ({
        ...(steps !== undefined && { steps }),
        ...(guidance !== undefined && { guidance }),
        ...(scheduler !== undefined && { scheduler }),
      })),
    ),
    fewStepLoras: known.filter(({ suits }) => suits.steps !== undefined).map((one) => one.name),
    unknown: missing.length === 0 ? undefined : texts.loras.unknown(typed(missing.join(', '), listShown)),
  }
}
