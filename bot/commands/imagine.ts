import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
} from 'discord-api-types/v10'
import { maxSeed, promptMaxLength } from '#core/generation.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { PictureCommand } from '#bot/command.ts'
import { randomSeed, resolveImagine } from '#bot/imagine-options.ts'
import { modelFor } from '#bot/model-for.ts'
import { targetOf } from '#bot/target.ts'

export const imagine = {
  acknowledge: 'picture',
  definition: {
    name: 'imagine',
    description: 'Paint a picture from your words',
    description_localizations: { de: 'Male ein Bild aus deinen Worten' },
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'prompt',
        description: 'What the picture shows',
        description_localizations: { de: 'Was das Bild zeigt' },
        required: true,
        max_length: promptMaxLength,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'negative_prompt',
        description: 'What it must not show',
        description_localizations: { de: 'Was es nicht zeigen soll' },
        max_length: promptMaxLength,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'steps',
        description: 'How many steps it is painted in: more take longer and show more detail',
        description_localizations: {
          de: 'In wie vielen Schritten gemalt wird: mehr dauern länger und zeigen mehr',
        },
        min_value: 1,
        max_value: 1000,
      },
      {
        type: ApplicationCommandOptionType.Number,
        name: 'guidance',
        description: 'How strictly it follows the prompt: 1 is free, 7.5 is usual',
        description_localizations: { de: 'Wie streng es dem Prompt folgt: 1 ist frei, 7,5 üblich' },
        min_value: 0,
        max_value: 50,
      },
      {
        type: ApplicationCommandOptionType.String,
        name: 'size',
        description: 'Width and height in pixels, such as 512x512',
        description_localizations: { de: 'Breite und Höhe in Pixeln, etwa 512x512' },
        max_length: 16,
      },
      {
        type: ApplicationCommandOptionType.Integer,
        name: 'seed',
        description: 'The same seed and settings give the same picture',
        description_localizations: { de: 'Derselbe Seed und dieselben Einstellungen geben dasselbe Bild' },
        min_value: 0,
        max_value: maxSeed,
      },
    ],
  },
  async request(interaction, { config, db }) {
    const { options } = interaction
    const texts = textsFor(interaction.locale)
    const settings = resolveImagine(
      {
        prompt: options.getString('prompt', true),
        negativePrompt: options.getString('negative_prompt'),
        steps: options.getInteger('steps'),
        guidance: options.getNumber('guidance'),
        size: options.getString('size'),
        seed: options.getInteger('seed'),
      },
      { model: await modelFor(db, config, texts), ceilings: config.ceilings, texts, randomSeed },
    )
    return {
      kind: 'imagine',
      source: 'discord',
      userId: interaction.user.id,
      idempotencyKey: interaction.id,
      settings,
      parentImageId: null,
      target: targetOf(interaction),
    }
  },
} as const satisfies PictureCommand
