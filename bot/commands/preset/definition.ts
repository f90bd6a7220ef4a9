import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'
import { presetNameMaxLength, presetStyleMaxLength } from '#core/presets.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { speeds } from '#core/speeds.ts'
import { maxGuidance, maxSteps, minGuidance, minSteps } from '#core/generation.ts'

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
          min_value: minSteps,
          max_value: maxSteps,
        },
        {
          type: ApplicationCommandOptionType.Number,
          name: 'guidance',
          min_value: minGuidance,
          max_value: maxGuidance,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'scheduler',
          choices: schedulerSlugs.map((value) => ({ name: schedulerNames[value], value })),
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'speed',
          choices: speeds.map((value) => ({ value })),
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
