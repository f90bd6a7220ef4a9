import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'
import { presetNameMaxLength, presetStyleMaxLength } from '#core/presets.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'

const name = {
  type: ApplicationCommandOptionType.String,
  name: 'name',
  max_length: presetNameMaxLength,
} as const
const forServer = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'for_server',
} as const

/** `/preset`, as Discord shows it. */
export const presetDefinition = {
  name: 'preset',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'save',
      options: [
        { ...name, required: true },
        {
          type: ApplicationCommandOptionType.String,
          name: 'style',
          required: true,
          max_length: presetStyleMaxLength,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'negative_prompt',
          max_length: presetStyleMaxLength,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'steps',
          min_value: 1,
          max_value: 1000,
        },
        {
          type: ApplicationCommandOptionType.Number,
          name: 'guidance',
          min_value: 0,
          max_value: 50,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'scheduler',
          choices: schedulerSlugs.map((value) => ({ name: schedulerNames[value], value })),
        },
        forServer,
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'use',
      options: [{ ...name, autocomplete: true }],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'remove',
      options: [{ ...name, required: true, autocomplete: true }, forServer],
    },
  ],
} as const satisfies CommandShape
