import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type APIApplicationCommandChannelOption,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { promptOptionMaxLength } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { described } from '#bot/commands/described.ts'

const {
  Subcommand,
  SubcommandGroup,
  String,
  Integer,
  Number: Float,
  Boolean,
  Channel,
} = ApplicationCommandOptionType

const reset = {
  type: Boolean,
  name: 'reset',
  ...described('First forget all of these', 'Vorher alle diese vergessen'),
} as const

const paintChannel = {
  type: Channel,
  name: 'channel',
  ...described('A channel; its threads belong to it', 'Ein Kanal; seine Threads gehören dazu'),
  required: true,
  channel_types: [
    ChannelType.GuildText,
    ChannelType.GuildAnnouncement,
    ChannelType.GuildVoice,
    ChannelType.GuildForum,
  ],
} satisfies APIApplicationCommandChannelOption

const word = {
  type: String,
  name: 'word',
  ...described(
    'A word or a phrase; case and accents make no difference',
    'Ein Wort oder eine Wendung; groß, klein und Akzente sind gleich',
  ),
  required: true,
  max_length: 100,
} as const

/** `/settings`: what a server's admins decide. */
export const definition: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'settings',
  ...described(
    'Channels, limits, defaults, blocked words and the log of this server',
    'Kanäle, Grenzen, Vorgaben, gesperrte Wörter und Protokoll dieses Servers',
  ),
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: `${PermissionFlagsBits.ManageGuild}`,
  options: [
    {
      type: Subcommand,
      name: 'show',
      ...described('All settings of this server', 'Alle Einstellungen dieses Servers'),
    },
    {
      type: Subcommand,
      name: 'history',
      ...described('Who changed what lately', 'Wer zuletzt was geändert hat'),
    },
    {
      type: SubcommandGroup,
      name: 'channels',
      ...described('Where pictures are painted', 'Wo Bilder gemalt werden'),
      options: [
        {
          type: Subcommand,
          name: 'allow',
          ...described(
            'Allow pictures in a channel, and then only in those that are allowed',
            'Erlaube Bilder in einem Kanal, und dann nur in erlaubten',
          ),
          options: [paintChannel],
        },
        {
          type: Subcommand,
          name: 'disallow',
          ...described(
            'Take a channel off the list of allowed ones',
            'Nimm einen Kanal von der Liste der erlaubten',
          ),
          options: [paintChannel],
        },
        {
          type: Subcommand,
          name: 'everywhere',
          ...described('Allow pictures in every channel', 'Erlaube Bilder in jedem Kanal'),
        },
      ],
    },
    {
      type: SubcommandGroup,
      name: 'words',
      ...described('Words that prompts may not hold', 'Wörter, die in keinem Prompt stehen dürfen'),
      options: [
        {
          type: Subcommand,
          name: 'block',
          ...described('Refuse prompts with this word', 'Lehne Prompts mit diesem Wort ab'),
          options: [word],
        },
        {
          type: Subcommand,
          name: 'unblock',
          ...described('Allow this word again', 'Erlaube dieses Wort wieder'),
          options: [word],
        },
      ],
    },
    {
      type: Subcommand,
      name: 'log',
      ...described(
        'Where changes and announcements are posted; nowhere when left out',
        'Wo Änderungen und Ankündigungen stehen; nirgends, wenn es fehlt',
      ),
      options: [
        {
          type: Channel,
          name: 'channel',
          ...described('A channel that I may write in', 'Ein Kanal, in dem ich schreiben darf'),
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        },
      ],
    },
    {
      type: Subcommand,
      name: 'tier',
      ...described(
        'The tier of everybody who was given no better one',
        'Die Stufe von allen, die keine bessere bekommen haben',
      ),
      options: [
        {
          type: String,
          name: 'tier',
          ...described('free, pro, or a tier of this server', 'free, pro oder eine Stufe dieses Servers'),
          required: true,
          max_length: 32,
          autocomplete: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'limits',
      ...described(
        'Limits for everybody here, below the operator’s',
        'Grenzen für alle hier, unter denen des Betreibers',
      ),
      options: [
        {
          type: Integer,
          name: 'most_steps',
          ...described('Most steps of a picture', 'Meiste Schritte eines Bildes'),
          min_value: 1,
          max_value: 1000,
        },
        {
          type: String,
          name: 'largest_size',
          ...described('Largest picture, such as 768x768', 'Größtes Bild, etwa 768x768'),
          max_length: 16,
        },
        {
          type: Integer,
          name: 'pictures_per_day',
          ...described('Pictures a day of the whole server', 'Bilder am Tag für den ganzen Server'),
          min_value: 0,
          max_value: 10_000_000,
        },
        {
          type: Integer,
          name: 'queue_per_person',
          ...described(
            'Requests that a person may have in the queue',
            'Aufträge, die eine Person in der Warteschlange haben darf',
          ),
          min_value: 1,
          max_value: 10_000,
        },
        reset,
      ],
    },
    {
      type: Subcommand,
      name: 'defaults',
      ...described(
        'What /imagine takes where a person gives nothing',
        'Was /imagine nimmt, wo jemand nichts angibt',
      ),
      options: [
        {
          type: Integer,
          name: 'steps',
          ...described('Steps', 'Schritte'),
          min_value: 1,
          max_value: 1000,
        },
        {
          type: Float,
          name: 'guidance',
          ...described('Guidance', 'Führung'),
          min_value: 0,
          max_value: 50,
        },
        {
          type: String,
          name: 'size',
          ...described(
            'Width and height in pixels, such as 512x512',
            'Breite und Höhe in Pixeln, etwa 512x512',
          ),
          max_length: 16,
        },
        {
          type: String,
          name: 'scheduler',
          description: 'Scheduler',
          choices: Object.entries(schedulerNames).map(([value, name]) => ({ name, value })),
        },
        {
          type: String,
          name: 'negative_prompt',
          ...described('What pictures must not show', 'Was Bilder nicht zeigen sollen'),
          max_length: promptOptionMaxLength,
        },
        reset,
      ],
    },
    {
      type: Subcommand,
      name: 'spoiler',
      ...described(
        'Whether pictures are hidden until somebody clicks on them',
        'Ob Bilder verdeckt sind, bis jemand darauf klickt',
      ),
      options: [
        {
          type: Boolean,
          name: 'on',
          ...described('Hide them', 'Verdecken'),
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'private',
      ...described(
        'Whether pictures are seen by whoever asked for them alone',
        'Ob Bilder nur sieht, wer um sie gebeten hat',
      ),
      options: [
        {
          type: Boolean,
          name: 'on',
          ...described('For them alone', 'Nur für sie'),
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'age-restricted',
      ...described(
        'Whether pictures are painted in age-restricted channels only',
        'Ob Bilder nur in Kanälen mit Altersbeschränkung gemalt werden',
      ),
      options: [
        {
          type: Boolean,
          name: 'on',
          ...described('Only there', 'Nur dort'),
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'language',
      ...described(
        'Language of what everybody sees; each person’s own when left out',
        'Sprache von allem, was alle sehen; die eigene, wenn es fehlt',
      ),
      options: [
        {
          type: String,
          name: 'language',
          ...described('A language', 'Eine Sprache'),
          choices: [
            { name: 'English', value: 'en' },
            { name: 'Deutsch', value: 'de' },
          ],
        },
      ],
    },
  ],
}
