import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { maxCount, maxSeed, promptOptionMaxLength } from '#core/generation.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { presetNameMaxLength } from '#core/presets.ts'
import { described } from '#bot/commands/described.ts'

/** As long as a choice's value may be. */
const nameMaxLength = 100

/** `/imagine`, as Discord shows it. */
export const imagineDefinition = {
  name: 'imagine',
  ...described('Paint a picture from your words', 'Male ein Bild aus deinen Worten'),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'prompt',
      ...described('What the picture shows', 'Was das Bild zeigt'),
      required: true,
      max_length: promptOptionMaxLength,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'negative_prompt',
      ...described('What it must not show', 'Was es nicht zeigen soll'),
      max_length: promptOptionMaxLength,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'steps',
      ...described(
        'How many steps it is painted in: more take longer and show more detail',
        'In wie vielen Schritten gemalt wird: mehr dauern länger und zeigen mehr',
      ),
      min_value: 1,
      max_value: 1000,
    },
    {
      type: ApplicationCommandOptionType.Number,
      name: 'guidance',
      ...described(
        'How strictly it follows the prompt: 1 is free, 7.5 is usual',
        'Wie streng es dem Prompt folgt: 1 ist frei, 7,5 üblich',
      ),
      min_value: 0,
      max_value: 50,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'size',
      ...described('Width and height in pixels, such as 512x512', 'Breite und Höhe in Pixeln, etwa 512x512'),
      max_length: 16,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'seed',
      ...described(
        'The same seed and settings give the same picture',
        'Derselbe Seed und dieselben Einstellungen geben dasselbe Bild',
      ),
      min_value: 0,
      max_value: maxSeed,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'count',
      ...described(
        'How many pictures, with one seed after the other',
        'Wie viele Bilder, mit einem Seed nach dem anderen',
      ),
      min_value: 1,
      max_value: maxCount,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'scheduler',
      ...described(
        'The way the noise is taken out, step by step',
        'Wie das Rauschen Schritt für Schritt entfernt wird',
      ),
      choices: schedulerSlugs.map((value) => ({ name: schedulerNames[value], value })),
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'model',
      ...described('Which model paints', 'Welches Modell malt'),
      max_length: nameMaxLength,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'preset',
      ...described('A style with settings that suit it', 'Ein Stil mit passenden Einstellungen'),
      max_length: presetNameMaxLength,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.Attachment,
      name: 'image',
      ...described('A picture to start from', 'Ein Bild, von dem ausgegangen wird'),
    },
    {
      type: ApplicationCommandOptionType.Number,
      name: 'strength',
      ...described(
        'How much of the start picture is painted over: 0.1 little, 1 everything',
        'Wie viel vom Ausgangsbild übermalt wird: 0,1 wenig, 1 alles',
      ),
      min_value: 0.05,
      max_value: 1,
    },
  ],
} as const satisfies RESTPostAPIChatInputApplicationCommandsJSONBody
