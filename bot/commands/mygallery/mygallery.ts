import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { showGallery } from '#bot/pictures/gallery.ts'
import { saveGalleryView } from '#db/gallery.ts'

const searchMaxLength = 200

export const mygallery = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: {
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
  },
  async answer(interaction, deps) {
    const { options } = interaction
    const view = await saveGalleryView(deps.db, {
      userId: interaction.user.id,
      search: options.getString('search'),
      favouritesOnly: options.getBoolean('favourites') ?? false,
      guildId: null,
      days: null,
    })
    return showGallery(view, 0, interaction, deps)
  },
} as const satisfies PrivateCommand
