import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'
import { maxSteps, minSteps } from '#core/generation.ts'
import { speeds } from '#core/speeds.ts'

const member = {
  type: ApplicationCommandOptionType.User,
  name: 'member',
} as const
const role = {
  type: ApplicationCommandOptionType.Role,
  name: 'role',
} as const
const tier = {
  type: ApplicationCommandOptionType.String,
  name: 'tier',
  max_length: 32,
  autocomplete: true,
} as const

/** Of models or LoRAs. */
const names = {
  type: ApplicationCommandOptionType.String,
  max_length: 2000,
  autocomplete: true,
} as const

/** `/tier`: who may have how many pictures. */
export const definition = {
  name: 'tier',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: String(PermissionFlagsBits.ManageGuild),
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'set',
      options: [{ ...tier, required: true }, member, role],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'remove',
      options: [member, role, tier],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'define',
      options: [
        {
          type: ApplicationCommandOptionType.String,
          name: 'name',
          required: true,
          max_length: 32,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'pictures_per_day',
          min_value: 0,
          max_value: 1_000_000,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'most_steps',
          min_value: minSteps,
          max_value: maxSteps,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'largest_size',
          max_length: 16,
        },
        {
          type: ApplicationCommandOptionType.Number,
          name: 'weight',
          min_value: 0.1,
          max_value: 1000,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'speed',
          choices: speeds.map((value) => ({ value })),
        },
        { ...names, name: 'models' },
        { ...names, name: 'loras' },
        {
          type: ApplicationCommandOptionType.Boolean,
          name: 'reset',
        },
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'show',
      options: [{ ...member, required: true }],
    },
  ],
} as const satisfies CommandShape
