import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord-api-types/v10'
import { ruleKinds } from '#core/blocked-words/rule.ts'
import type { CommandShape } from '#messages/command-shape.ts'
import { maxGuidance, maxSteps, minGuidance, minSteps, promptOptionMaxLength } from '#core/generation.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { speeds } from '#core/speeds.ts'
import { languages } from '#messages/texts/texts.ts'

const {
  Subcommand,
  SubcommandGroup,
  String,
  Integer,
  Number: Float,
  Boolean,
  Channel,
  Role,
} = ApplicationCommandOptionType

/** Of a list of models or LoRAs. */
const namesMaxLength = 2000

const reset = {
  type: Boolean,
  name: 'reset',
} as const

// Every kind is offered, since Discord takes no list that holds media channels; `channels.ts` refuses those without messages.
const paintChannel = {
  type: Channel,
  name: 'channel',
  required: true,
} as const

const word = {
  type: String,
  name: 'word',
  max_length: 1000,
} as const

const kind = {
  type: String,
  name: 'kind',
  choices: ruleKinds.map((value) => ({ value })),
} as const

/** `/settings`: what a server's admins decide. */
export const definition = {
  name: 'settings',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: `${PermissionFlagsBits.ManageGuild}`,
  options: [
    {
      type: Subcommand,
      name: 'show',
    },
    {
      type: Subcommand,
      name: 'history',
    },
    {
      type: SubcommandGroup,
      name: 'channels',
      options: [
        {
          type: Subcommand,
          name: 'allow',
          options: [paintChannel],
        },
        {
          type: Subcommand,
          name: 'disallow',
          options: [paintChannel],
        },
        {
          type: Subcommand,
          name: 'everywhere',
        },
      ],
    },
    {
      type: SubcommandGroup,
      name: 'words',
      options: [
        {
          type: Subcommand,
          name: 'block',
          options: [{ ...word, required: true }, kind],
        },
        {
          type: Subcommand,
          name: 'unblock',
          options: [{ ...word, required: true, autocomplete: true }],
        },
        {
          type: Subcommand,
          name: 'test',
          options: [
            { type: String, name: 'prompt', required: true, max_length: promptOptionMaxLength },
            word,
            kind,
          ],
        },
      ],
    },
    {
      type: Subcommand,
      name: 'models',
      options: [
        { type: Role, name: 'role' },
        { type: Channel, name: 'channel' },
        { type: String, name: 'models', max_length: namesMaxLength, autocomplete: true },
        { type: String, name: 'loras', max_length: namesMaxLength, autocomplete: true },
      ],
    },
    {
      type: Subcommand,
      name: 'log',
      options: [
        {
          type: Channel,
          name: 'channel',
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        },
      ],
    },
    {
      type: Subcommand,
      name: 'tier',
      options: [
        {
          type: String,
          name: 'tier',
          required: true,
          max_length: 32,
          autocomplete: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'limits',
      options: [
        {
          type: Integer,
          name: 'most_steps',
          min_value: minSteps,
          max_value: maxSteps,
        },
        {
          type: String,
          name: 'largest_size',
          max_length: 16,
        },
        {
          type: Integer,
          name: 'pictures_per_day',
          min_value: 0,
          max_value: 10_000_000,
        },
        {
          type: Integer,
          name: 'queue_per_person',
          min_value: 1,
          max_value: 10_000,
        },
        reset,
      ],
    },
    {
      type: Subcommand,
      name: 'defaults',
      options: [
        {
          type: Integer,
          name: 'steps',
          min_value: minSteps,
          max_value: maxSteps,
        },
        {
          type: Float,
          name: 'guidance',
          min_value: minGuidance,
          max_value: maxGuidance,
        },
        {
          type: String,
          name: 'size',
          max_length: 16,
        },
        {
          type: String,
          name: 'scheduler',
          choices: schedulerSlugs.map((value) => ({ name: schedulerNames[value], value })),
        },
        {
          type: String,
          name: 'speed',
          choices: speeds.map((value) => ({ value })),
        },
        {
          type: String,
          name: 'negative_prompt',
          max_length: promptOptionMaxLength,
        },
        reset,
      ],
    },
    {
      type: Subcommand,
      name: 'spoiler',
      options: [
        {
          type: Boolean,
          name: 'on',
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'flagged',
      options: [
        {
          type: Boolean,
          name: 'spoiler',
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'private',
      options: [
        {
          type: Boolean,
          name: 'on',
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'age-restricted',
      options: [
        {
          type: Boolean,
          name: 'on',
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'language',
      options: [
        {
          type: String,
          name: 'language',
          choices: languages.map(({ code, name }) => ({ name, value: code })),
        },
      ],
    },
  ],
} as const satisfies CommandShape
