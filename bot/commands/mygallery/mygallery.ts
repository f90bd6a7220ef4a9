import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import type { PrivateCommand } from '#bot/contract/command.ts'
import { showGallery } from '#bot/pictures/gallery.ts'
import { saveGalleryView } from '#db/gallery.ts'
import { described } from '#bot/commands/described.ts'

const searchMaxLength = 200

export const mygallery = {
  acknowledge: 'private',
  allowedFor: 'everybody',
  definition: {
    name: 'mygallery',
    ...described('Look through your pictures', 'Sieh deine Bilder durch'),
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'search',
        ...described('Words of the prompt', 'Wörter aus dem Prompt'),
        max_length: searchMaxLength,
      },
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'favourites',
        ...described('Only your favourites', 'Nur deine Favoriten'),
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
