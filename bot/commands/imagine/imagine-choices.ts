import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { ratioText, sizeForAspect } from '#core/prompt-flags.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { knownModels, liveWorkers } from '#db/workers.ts'
import { choicesLike } from '#bot/commands/choices.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { loraChoices } from './lora-choices.ts'
import { findTerms } from '#bot/request/find-terms.ts'
import { usableModels } from '#request/usable-models.ts'
import { modelOrDefault } from '#bot/request/model-for.ts'
import { plainNumber } from '#messages/numbers.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { presetChoices } from '#bot/commands/preset/preset-choices.ts'

const aspects = [
  [1, 1],
  [3, 2],
  [2, 3],
  [4, 3],
  [3, 4],
  [16, 9],
  [9, 16],
] as const

/** What `/imagine` offers while `size`, `model`, `lora` or `preset` is typed. */
export async function imagineChoices(
  interaction: AutocompleteInteraction,
  deps: BotDeps,
): Promise<APIApplicationCommandOptionChoice[]> {
  const { name, value } = interaction.options.getFocused(true)
  if (name === 'preset') return presetChoices(interaction, deps)
  const terms = await findTerms(interaction, deps)
  if (name === 'lora') return loraChoices(value, deps, terms)
  const models = await knownModels(deps.db)
  if (name === 'model') {
    const live = new Set(
      (await liveWorkers(deps.db)).flatMap((worker) => worker.models.map((one) => one.name)),
    )
    // While no worker lives (a restart), the models that they had are offered.
    const mine = usableModels(models, deps.config, terms)
    const offered = live.size === 0 ? mine : mine.filter((model) => live.has(model.name))
    const choices = offered.map((model) => ({
      name: `${model.name} · ${model.width}×${model.height}`,
      value: model.name,
    }))
    return choicesLike(value, choices)
  }
  const chosen = modelOrDefault(interaction.options.getString('model'), models, deps.config, terms)
  if (chosen === undefined) return []
  const { hints } = textsFor(interaction.locale)
  if (name === 'steps' || name === 'guidance') {
    const usual = chosen[name]
    return value === '' ? [{ name: hints.usual(plainNumber(usual, interaction.locale)), value: usual }] : []
  }
  return choicesLike(value, sizesOf(chosen))
}

/** Sizes come in steps, so that few are of a ratio to the pixel: each says its own, and which it comes near. */
function sizesOf(model: ModelFacts): { name: string; value: string }[] {
  return aspects.map(([across, down]) => {
    const { width, height } = sizeForAspect({ width: across, height: down }, model, model.sizeMultiple)
    const asked = `${across}:${down}`
    const own = ratioText({ width, height })
    return {
      name: `${width}x${height} · ${own}${own === asked ? '' : ` ≈ ${asked}`}`,
      value: `${width}x${height}`,
    }
  })
}
