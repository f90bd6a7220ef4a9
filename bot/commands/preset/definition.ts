import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { presetNameMaxLength, presetStyleMaxLength } from '#core/presets.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'

const name = {
  type: ApplicationCommandOptionType.String as const,
  name: 'name',
  description: 'Its name',
  description_localizations: { de: 'Sein Name' },
  max_length: presetNameMaxLength,
}
const forServer = {
  type: ApplicationCommandOptionType.Boolean as const,
  name: 'for_server',
  description: 'For everybody in this server (needs Manage Server)',
  description_localizations: { de: 'Für alle auf diesem Server (nur wer ihn verwaltet)' },
}

/** `/preset`, as Discord shows it. */
export const presetDefinition = {
  name: 'preset',
  description: 'Styles with settings, under a name',
  description_localizations: { de: 'Stile mit Einstellungen, unter einem Namen' },
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'save',
      description: 'Save a preset, or replace one',
      description_localizations: { de: 'Ein Preset speichern oder ersetzen' },
      options: [
        { ...name, required: true },
        {
          type: ApplicationCommandOptionType.String,
          name: 'style',
          description: 'Words that follow the prompt',
          description_localizations: { de: 'Wörter, die auf den Prompt folgen' },
          required: true,
          max_length: presetStyleMaxLength,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'negative_prompt',
          description: 'What the picture must not show',
          description_localizations: { de: 'Was das Bild nicht zeigen soll' },
          max_length: presetStyleMaxLength,
        },
        {
          type: ApplicationCommandOptionType.Integer,
          name: 'steps',
          description: 'In how many steps',
          description_localizations: { de: 'In wie vielen Schritten' },
          min_value: 1,
          max_value: 1000,
        },
        {
          type: ApplicationCommandOptionType.Number,
          name: 'guidance',
          description: 'How strictly it follows the prompt',
          description_localizations: { de: 'Wie streng es dem Prompt folgt' },
          min_value: 0,
          max_value: 50,
        },
        {
          type: ApplicationCommandOptionType.String,
          name: 'scheduler',
          description: 'The way the noise is taken out',
          description_localizations: { de: 'Wie das Rauschen entfernt wird' },
          choices: schedulerSlugs.map((value) => ({ name: schedulerNames[value], value })),
        },
        forServer,
      ],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'use',
      description: 'Let your /imagine take a preset by itself; without a name: none',
      description_localizations: { de: 'Dein /imagine nimmt von selbst ein Preset; ohne Namen: keines' },
      options: [{ ...name, autocomplete: true }],
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'list',
      description: 'The presets there are',
      description_localizations: { de: 'Welche Presets es gibt' },
    },
    {
      type: ApplicationCommandOptionType.Subcommand,
      name: 'remove',
      description: 'Remove a preset',
      description_localizations: { de: 'Ein Preset entfernen' },
      options: [{ ...name, required: true, autocomplete: true }, forServer],
    },
  ],
} as const satisfies RESTPostAPIChatInputApplicationCommandsJSONBody
