import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { presetNameMaxLength, presetStyleMaxLength } from '#core/presets.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { described } from '#bot/commands/described.ts'

const name = {
  type: ApplicationCommandOptionType.String as const,
  name: 'name',
  ...described('Its name', 'Sein Name'),
  max_length: presetNameMaxLength,
}
const forServer = {
  type: ApplicationCommandOptionType.Boolean as const,
  name: 'for_server',
  ...described(
    'For everybody in this server (needs Manage Server)',
    'Für alle auf diesem Server (nur wer ihn verwaltet)',
  ),
}

/** `/preset`, as Discord shows it. */
export const presetDefinition = {
  name: 'preset',
  ...described('Styles with settings, under a name', 'Stile mit Einstellungen, unter einem Namen'),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'save',
      ...described('Save a preset, or replace one', 'Ein Preset speichern oder ersetzen'),
      options: [
        { ...name, required: true },
        {
          type: ApplicationCommandOptionType.String,
          name: 'style',
          ...described('Words that follow the prompt', 'Wörter, die auf den Prompt folgen'),
          required: true,
          max_length: presetStyleMaxLength,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'negative_prompt',
          ...described('What the picture must not show', 'Was das Bild nicht zeigen soll'),
          max_length: presetStyleMaxLength,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'steps',
          ...described('In how many steps', 'In wie vielen Schritten'),
          min_value: 1,
          max_value: 1000,
        },
        {
          type: ApplicationCommandOptionType.Number,
          name: 'guidance',
          ...described('How strictly it follows the prompt', 'Wie streng es dem Prompt folgt'),
          min_value: 0,
          max_value: 50,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'scheduler',
          ...described('The way the noise is taken out', 'Wie das Rauschen entfernt wird'),
          choices: schedulerSlugs.map((value) => ({ name: schedulerNames[value], value })),
        },
        forServer,
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'use',
      ...described(
        'Let your /imagine take a preset by itself; without a name: none',
        'Dein /imagine nimmt von selbst ein Preset; ohne Namen: keines',
      ),
      options: [{ ...name, autocomplete: true }],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
      ...described('The presets there are', 'Welche Presets es gibt'),
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'remove',
      ...described('Remove a preset', 'Ein Preset entfernen'),
      options: [{ ...name, required: true, autocomplete: true }, forServer],
    },
  ],
} as const satisfies RESTPostAPIChatInputApplicationCommandsJSONBody
