import type { AutocompleteInteraction } from 'discord.js'
import type { APIApplicationCommandOptionChoice } from 'discord-api-types/v10'
import { shippedPresets } from '#core/presets.ts'
import { sizeForAspect } from '#core/prompt-flags.ts'
import type { ModelFacts } from '#db/schema.ts'
import { knownModels } from '#db/workers.ts'
import type { BotDeps } from './deps.ts'
import { modelOrDefault } from './model-for.ts'

/** Discord takes at most 25 choices, each with a name of at most 100 characters. */
const choicesMax = 25
const nameMaxLength = 100

const aspects = [
  [1, 1],
  [3, 2],
  [2, 3],
  [4, 3],
  [3, 4],
  [16, 9],
  [9, 16],
] as const

/** What `/imagine` offers while `size`, `model` or `preset` is typed. */
export async function imagineChoices(
  interaction: AutocompleteInteraction,
  { db, config }: BotDeps,
): Promise<APIApplicationCommandOptionChoice[]> {
  const { name, value } = interaction.options.getFocused(true)
  const models = await knownModels(db)
  const chosen = modelOrDefault(interaction.options.getString('model'), models, config)
  const offered = {
    size: () => (chosen === undefined ? [] : sizesOf(chosen)),
    model: () =>
      models.map((model) => ({ name: `${model.name} · ${model.width}×${model.height}`, value: model.name })),
    preset: () =>
      shippedPresets.map((preset) => ({
        name: preset.steps === undefined ? preset.name : `${preset.name} · ${preset.steps} steps`,
        value: preset.name,
      })),
  }
  const list = name === 'size' || name === 'model' || name === 'preset' ? offered[name]() : []
  return list
    .filter((choice) => choice.name.toLowerCase().includes(value.trim().toLowerCase()))
    .slice(0, choicesMax)
    .map((choice) => ({ ...choice, name: choice.name.slice(0, nameMaxLength) }))
}

function sizesOf(model: ModelFacts): { name: string; value: string }[] {
  return aspects.map(([across, down]) => {
    const { width, height } = sizeForAspect({ width: across, height: down }, model, model.sizeMultiple)
    return { name: `${width}x${height} · ${across}:${down}`, value: `${width}x${height}` }
  })
}
