import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import { apiKeyNameMaxLength } from '#core/api-key.ts'
import type { CommandShape } from '#messages/command-shape.ts'

const name = { type: ApplicationCommandOptionType.String, name: 'name', required: true } as const
const picturesADayMost = 100_000

/** `/apikey`, as Discord shows it. */
export const apikeyDefinition = {
  name: 'apikey',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'create',
      options: [
        { ...name, max_length: apiKeyNameMaxLength },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'daily_images',
          min_value: 1,
          max_value: picturesADayMost,
        },
      ],
    },
    { type: ApplicationCommandOptionType.Subcommand, name: 'list' },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'revoke',
      options: [{ ...name, name: 'key', autocomplete: true }],
    },
  ],
} as const satisfies CommandShape
