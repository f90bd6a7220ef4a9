import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { CommandShape } from '#messages/command-shape.ts'
import { maxSteps } from '#core/generation.ts'

const { Subcommand, String, Integer, Number: Float, Boolean, User } = ApplicationCommandOptionType

const person = {
  type: User,
  name: 'person',
  required: true,
} as const

const reason = {
  type: String,
  name: 'reason',
  max_length: 200,
} as const

const ceiling = <const Name extends string>(name: Name, most: number) =>
  ({ type: Integer, name, min_value: 1, max_value: most }) as const

/** `/owner`: what the operator does while everything runs. */
export const definition = {
  name: 'owner',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  // Hidden from all but administrators; who may use it is checked against OWNER_IDS.
  default_member_permissions: '0',
  options: [
    {
      type: Subcommand,
      name: 'status',
    },
    {
      type: Subcommand,
      name: 'ban',
      options: [person, reason],
    },
    {
      type: Subcommand,
      name: 'unban',
      options: [person],
    },
    {
      type: Subcommand,
      name: 'pause',
      options: [reason],
    },
    {
      type: Subcommand,
      name: 'resume',
    },
    {
      type: Subcommand,
      name: 'drain',
      options: [reason],
    },
    {
      type: Subcommand,
      name: 'announce',
      options: [
        {
          type: String,
          name: 'text',
          required: true,
          max_length: 1500,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'history',
    },
    {
      type: Subcommand,
      name: 'limits',
      options: [
        ceiling('pictures_per_person', 1_000_000),
        ceiling('pictures_per_server', 10_000_000),
        ceiling('steps', maxSteps),
        {
          type: String,
          name: 'size',
          max_length: 16,
        },
        {
          type: Float,
          name: 'weight',
          min_value: 0.1,
          max_value: 1000,
        },
        ceiling('waiting_per_person', 10_000),
        ceiling('waiting', 1_000_000),
        {
          type: Boolean,
          name: 'reset',
        },
      ],
    },
  ],
} as const satisfies CommandShape
