import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'
import {
  maxCount,
  maxGuidance,
  maxSeed,
  maxSteps,
  minGuidance,
  minSteps,
  promptOptionMaxLength,
} from '#core/generation.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { presetNameMaxLength } from '#core/presets.ts'
import { speeds } from '#core/speeds.ts'

/** As long as a choice's value may be. */
const nameMaxLength = 100

/** `/imagine`, as Discord shows it. */
export const imagineDefinition = {
  name: 'imagine',
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
      name: 'negative_prompt',
      max_length: promptOptionMaxLength,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'steps',
      min_value: minSteps,
      max_value: maxSteps,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Number,
      name: 'guidance',
      min_value: minGuidance,
      max_value: maxGuidance,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'size',
      max_length: 16,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'seed',
      min_value: 0,
      max_value: maxSeed,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'count',
      min_value: 1,
      max_value: maxCount,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'scheduler',
      choices: schedulerSlugs.map((value) => ({ name: schedulerNames[value], value })),
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'model',
      max_length: nameMaxLength,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'lora',
      max_length: nameMaxLength,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Number,
      name: 'lora_weight',
      min_value: -5,
      max_value: 5,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'speed',
      choices: speeds.map((value) => ({ value })),
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'preset',
      max_length: presetNameMaxLength,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Attachment,
      name: 'image',
    },
    {
      type: ApplicationCommandOptionType.Number,
      name: 'strength',
      min_value: 0.05,
      max_value: 1,
    },
  ],
} as const satisfies CommandShape
