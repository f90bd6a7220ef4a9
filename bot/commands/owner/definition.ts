import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { described } from '#bot/commands/described.ts'

const { Subcommand, String, Integer, Number: Float, Boolean, User } = ApplicationCommandOptionType

const person = {
  type: User,
  name: 'person',
  ...described('Anybody on Discord', 'Irgendjemand auf Discord'),
  required: true,
} as const

const reason = {
  type: String,
  name: 'reason',
  ...described('Those who are refused read it', 'Wer abgewiesen wird, liest ihn'),
  max_length: 200,
} as const

const ceiling = (name: string, description: string, de: string, most: number) =>
  ({
    type: Integer,
    name,
    ...described(description, de),
    min_value: 1,
    max_value: most,
  }) as const

/** `/owner`: what the operator does while everything runs. */
export const definition: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'owner',
  ...described('For the operator of this bot', 'Für den Betreiber dieses Bots'),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  // Hidden from all but administrators; who may use it is checked against OWNER_IDS.
  default_member_permissions: '0',
  options: [
    {
      type: Subcommand,
      name: 'status',
      ...described(
        'Whether pictures are taken, the queue, the ceilings, the bans',
        'Ob Bilder angenommen werden, Warteschlange, Obergrenzen, Sperren',
      ),
    },
    {
      type: Subcommand,
      name: 'ban',
      ...described('Paint nothing more for a person, anywhere', 'Nirgends mehr für jemanden malen'),
      options: [person, reason],
    },
    {
      type: Subcommand,
      name: 'unban',
      ...described('Paint for them again', 'Wieder für jemanden malen'),
      options: [person],
    },
    {
      type: Subcommand,
      name: 'pause',
      ...described(
        'Take no new pictures until /owner resume',
        'Keine neuen Bilder annehmen, bis /betreiber weiter',
      ),
      options: [reason],
    },
    {
      type: Subcommand,
      name: 'resume',
      ...described('Take pictures again', 'Wieder Bilder annehmen'),
    },
    {
      type: Subcommand,
      name: 'drain',
      ...described(
        'Take no new pictures and finish those in the queue, before a restart',
        'Vor einem Neustart: keine neuen annehmen, die wartenden fertig malen',
      ),
      options: [reason],
    },
    {
      type: Subcommand,
      name: 'announce',
      ...described(
        'Say something in the log channel of every server',
        'Etwas in den Protokoll-Kanal jedes Servers schreiben',
      ),
      options: [
        {
          type: String,
          name: 'text',
          ...described('What to say', 'Was gesagt wird'),
          required: true,
          max_length: 1500,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'limits',
      ...described(
        'Change ceilings until they are reset; without options it shows them',
        'Obergrenzen ändern, bis sie zurückgesetzt werden; ohne Angabe zeigen',
      ),
      options: [
        ceiling(
          'pictures_per_person',
          'Pictures a day, each person over all servers',
          'Bilder am Tag, je Person',
          1_000_000,
        ),
        ceiling('pictures_per_server', 'Pictures a day, each server', 'Bilder am Tag, je Server', 10_000_000),
        ceiling('steps', 'Most steps of a picture', 'Meiste Schritte eines Bildes', 1000),
        {
          type: String,
          name: 'size',
          ...described('Largest picture, such as 1024x1024', 'Größtes Bild, etwa 1024x1024'),
          max_length: 16,
        },
        {
          type: Float,
          name: 'weight',
          ...described('Largest weight of a tier', 'Größtes Gewicht einer Stufe'),
          min_value: 0.1,
          max_value: 1000,
        },
        ceiling(
          'waiting_per_person',
          'Requests in the queue, each person',
          'Wartende Aufträge je Person',
          10_000,
        ),
        ceiling('waiting', 'Requests in the queue, in all', 'Wartende Aufträge im Ganzen', 1_000_000),
        {
          type: Boolean,
          name: 'reset',
          ...described('First go back to the configuration', 'Vorher zurück zur Konfiguration'),
        },
      ],
    },
  ],
}
