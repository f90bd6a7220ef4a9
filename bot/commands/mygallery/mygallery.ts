import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import { argumentsOf } from '#bot/commands/arguments.ts'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { showGallery } from '#bot/pictures/gallery.ts'
import { saveGalleryView } from '#db/gallery.ts'
import type { CommandShape } from '#messages/command-shape.ts'

const searchMaxLength = 200

const definition = {
  name: 'mygallery',
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'search',
      max_length: searchMaxLength,
    },
    {
      type: ApplicationCommandOptionType.Boolean,
      name: 'favourites',
    },
  ],
} as const satisfies CommandShape

export const mygallery = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition,
  async answer(interaction, deps) {
    const { search, favourites } = argumentsOf(interaction, definition)
    const view = await saveGalleryView(deps.db, {
      userId: interaction.user.id,
      search,
      favouritesOnly: favourites ?? false,
      guildId: null,
      days: null,
    })
    return showGallery(view, 0, interaction, deps)
  },
} as const satisfies PrivateCommand
