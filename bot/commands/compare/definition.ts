import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'
import { type ComparisonAxes, maxSeed, promptOptionMaxLength } from '#core/generation.ts'
import { speeds } from '#core/speeds.ts'

/** The longest list that Discord's autocomplete can offer. */
export const listMaxLength = 100

const list = {
  type: ApplicationCommandOptionType.String as const,
  max_length: listMaxLength,
  autocomplete: true as const,
}
const axes = <const Axes extends ComparisonAxes>(value: Axes) => ({ value })

/** `/compare`, as Discord shows it. */
export const compareDefinition = {
  name: 'compare',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'prompt',
      required: true,
      max_length: promptOptionMaxLength,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'axes',
      required: true,
      choices: [axes('schedulers_steps'), axes('guidance_seeds'), axes('speeds_seeds')],
    },
    {
      ...list,
      name: 'schedulers',
    },
    {
      ...list,
      name: 'steps',
    },
    {
      ...list,
      name: 'guidance',
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'seeds',
      max_length: listMaxLength,
    },
    {
      ...list,
      name: 'speeds',
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'speed',
      choices: speeds.map((value) => ({ value })),
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'negative_prompt',
      max_length: promptOptionMaxLength,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'seed',
      min_value: 0,
      max_value: maxSeed,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'size',
      max_length: 16,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'model',
      max_length: listMaxLength,
      autocomplete: true,
    },
  ],
} as const satisfies CommandShape
