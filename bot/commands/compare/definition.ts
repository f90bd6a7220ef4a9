import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { type ComparisonAxes, maxSeed, promptOptionMaxLength } from '#core/generation.ts'
import { described } from '#bot/commands/described.ts'

/** The longest list that Discord's autocomplete can offer. */
export const listMaxLength = 100

const list = {
  type: ApplicationCommandOptionType.String as const,
  max_length: listMaxLength,
  autocomplete: true as const,
}
const axes = (value: ComparisonAxes, name: string, german: string) => ({
  value,
  name,
  name_localizations: { de: german },
})

/** `/compare`, as Discord shows it. */
export const compareDefinition = {
  name: 'compare',
  ...described(
    'Paint one prompt over two axes, as a labelled sheet',
    'Male einen Prompt über zwei Achsen, als beschrifteten Bogen',
  ),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'prompt',
      ...described('What the pictures show', 'Was die Bilder zeigen'),
      required: true,
      max_length: promptOptionMaxLength,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'axes',
      ...described(
        'What differs from row to row, and from column to column',
        'Was von Zeile zu Zeile und von Spalte zu Spalte anders ist',
      ),
      required: true,
      choices: [
        axes('schedulers_steps', 'schedulers × steps', 'Scheduler × Schritte'),
        axes('guidance_seeds', 'guidance × seeds', 'Führung × Seeds'),
      ],
    },
    {
      ...list,
      name: 'schedulers',
      ...described(
        'Up to four, such as: Euler a, DPM++ 2M Karras',
        'Bis zu vier, etwa: Euler a, DPM++ 2M Karras',
      ),
    },
    {
      ...list,
      name: 'steps',
      ...described('Up to four, such as: 8, 20', 'Bis zu vier, etwa: 8, 20'),
    },
    {
      ...list,
      name: 'guidance',
      ...described('Up to four, such as: 1, 3, 7.5', 'Bis zu vier, etwa: 1; 3; 7,5'),
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'seeds',
      ...described('Up to four, such as: 7, 42', 'Bis zu vier, etwa: 7, 42'),
      max_length: listMaxLength,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'negative_prompt',
      ...described('What they must not show', 'Was sie nicht zeigen sollen'),
      max_length: promptOptionMaxLength,
    },
    {
      type: ApplicationCommandOptionType.Integer,
      name: 'seed',
      ...described(
        'The one seed of all, or the first of the seeds',
        'Der eine Seed von allen, oder der erste der Seeds',
      ),
      min_value: 0,
      max_value: maxSeed,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'size',
      ...described(
        'Width and height of each picture in pixels, such as 512x512',
        'Breite und Höhe jedes Bilds in Pixeln, etwa 512x512',
      ),
      max_length: 16,
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: 'model',
      ...described('Which model paints', 'Welches Modell malt'),
      max_length: listMaxLength,
      autocomplete: true,
    },
  ],
} as const satisfies RESTPostAPIChatInputApplicationCommandsJSONBody
