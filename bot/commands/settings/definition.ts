import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  type APIApplicationCommandChannelOption,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import { promptMaxLength } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'

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
  description: 'First forget all of these',
  description_localizations: { de: 'Vorher alle diese vergessen' },
} as const

const paintChannel = {
  type: Channel,
  name: 'channel',
  name_localizations: { de: 'kanal' },
  description: 'A channel; its threads belong to it',
  description_localizations: { de: 'Ein Kanal; seine Threads gehören dazu' },
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
  name_localizations: { de: 'wort' },
  description: 'A word or a phrase; case and accents make no difference',
  description_localizations: { de: 'Ein Wort oder eine Wendung; groß, klein und Akzente sind gleich' },
  required: true,
  max_length: 100,
} as const

/** `/settings`: what a server's admins decide. */
export const definition: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'settings',
  name_localizations: { de: 'einstellungen' },
  description: 'Channels, limits, defaults, blocked words and the log of this server',
  description_localizations: {
    de: 'Kanäle, Grenzen, Vorgaben, gesperrte Wörter und Protokoll dieses Servers',
  },
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
  default_member_permissions: `${PermissionFlagsBits.ManageGuild}`,
  options: [
    {
      type: Subcommand,
      name: 'show',
      description: 'All settings of this server',
      description_localizations: { de: 'Alle Einstellungen dieses Servers' },
    },
    {
      type: Subcommand,
      name: 'history',
      description: 'Who changed what lately',
      description_localizations: { de: 'Wer zuletzt was geändert hat' },
    },
    {
      type: SubcommandGroup,
      name: 'channels',
      description: 'Where pictures are painted',
      description_localizations: { de: 'Wo Bilder gemalt werden' },
      options: [
        {
          type: Subcommand,
          name: 'allow',
          description: 'Allow pictures in a channel, and then only in those that are allowed',
          description_localizations: { de: 'Erlaube Bilder in einem Kanal, und dann nur in erlaubten' },
          options: [paintChannel],
        },
        {
          type: Subcommand,
          name: 'disallow',
          description: 'Take a channel off the list of allowed ones',
          description_localizations: { de: 'Nimm einen Kanal von der Liste der erlaubten' },
          options: [paintChannel],
        },
        {
          type: Subcommand,
          name: 'everywhere',
          description: 'Allow pictures in every channel',
          description_localizations: { de: 'Erlaube Bilder in jedem Kanal' },
        },
      ],
    },
    {
      type: SubcommandGroup,
      name: 'words',
      description: 'Words that prompts may not hold',
      description_localizations: { de: 'Wörter, die in keinem Prompt stehen dürfen' },
      options: [
        {
          type: Subcommand,
          name: 'block',
          description: 'Refuse prompts with this word',
          description_localizations: { de: 'Lehne Prompts mit diesem Wort ab' },
          options: [word],
        },
        {
          type: Subcommand,
          name: 'unblock',
          description: 'Allow this word again',
          description_localizations: { de: 'Erlaube dieses Wort wieder' },
          options: [word],
        },
      ],
    },
    {
      type: Subcommand,
      name: 'log',
      description: 'Where changes and announcements are posted; nowhere when left out',
      description_localizations: { de: 'Wo Änderungen und Ankündigungen stehen; nirgends, wenn es fehlt' },
      options: [
        {
          type: Channel,
          name: 'channel',
          name_localizations: { de: 'kanal' },
          description: 'A channel that I may write in',
          description_localizations: { de: 'Ein Kanal, in dem ich schreiben darf' },
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        },
      ],
    },
    {
      type: Subcommand,
      name: 'tier',
      name_localizations: { de: 'stufe' },
      description: 'The tier of everybody who was given no better one',
      description_localizations: { de: 'Die Stufe von allen, die keine bessere bekommen haben' },
      options: [
        {
          type: String,
          name: 'tier',
          name_localizations: { de: 'stufe' },
          description: 'free, pro, or a tier of this server',
          description_localizations: { de: 'free, pro oder eine Stufe dieses Servers' },
          required: true,
          max_length: 32,
          autocomplete: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'limits',
      description: 'Limits for everybody here, below the operator’s',
      description_localizations: { de: 'Grenzen für alle hier, unter denen des Betreibers' },
      options: [
        {
          type: Integer,
          name: 'most_steps',
          description: 'Most steps of a picture',
          description_localizations: { de: 'Meiste Schritte eines Bildes' },
          min_value: 1,
          max_value: 1000,
        },
        {
          type: String,
          name: 'largest_size',
          description: 'Largest picture, such as 768x768',
          description_localizations: { de: 'Größtes Bild, etwa 768x768' },
          max_length: 16,
        },
        {
          type: Integer,
          name: 'pictures_per_day',
          description: 'Pictures a day of the whole server',
          description_localizations: { de: 'Bilder am Tag für den ganzen Server' },
          min_value: 0,
          max_value: 10_000_000,
        },
        {
          type: Integer,
          name: 'queue_per_person',
          description: 'Requests that a person may have in the queue',
          description_localizations: { de: 'Aufträge, die eine Person in der Warteschlange haben darf' },
          min_value: 1,
          max_value: 10_000,
        },
        reset,
      ],
    },
    {
      type: Subcommand,
      name: 'defaults',
      description: 'What /imagine takes where a person gives nothing',
      description_localizations: { de: 'Was /imagine nimmt, wo jemand nichts angibt' },
      options: [
        {
          type: Integer,
          name: 'steps',
          description: 'Steps',
          description_localizations: { de: 'Schritte' },
          min_value: 1,
          max_value: 1000,
        },
        {
          type: Float,
          name: 'guidance',
          description: 'Guidance',
          description_localizations: { de: 'Führung' },
          min_value: 0,
          max_value: 50,
        },
        {
          type: String,
          name: 'size',
          description: 'Width and height in pixels, such as 512x512',
          description_localizations: { de: 'Breite und Höhe in Pixeln, etwa 512x512' },
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
          description: 'What pictures must not show',
          description_localizations: { de: 'Was Bilder nicht zeigen sollen' },
          max_length: promptMaxLength,
        },
        reset,
      ],
    },
    {
      type: Subcommand,
      name: 'spoiler',
      description: 'Whether pictures are hidden until somebody clicks on them',
      description_localizations: { de: 'Ob Bilder verdeckt sind, bis jemand darauf klickt' },
      options: [
        {
          type: Boolean,
          name: 'on',
          name_localizations: { de: 'an' },
          description: 'Hide them',
          description_localizations: { de: 'Verdecken' },
          required: true,
        },
      ],
    },
    {
      type: Subcommand,
      name: 'language',
      name_localizations: { de: 'sprache' },
      description: 'Language of what everybody sees; each person’s own when left out',
      description_localizations: { de: 'Sprache von allem, was alle sehen; die eigene, wenn es fehlt' },
      options: [
        {
          type: String,
          name: 'language',
          name_localizations: { de: 'sprache' },
          description: 'A language',
          description_localizations: { de: 'Eine Sprache' },
          choices: [
            { name: 'English', value: 'en' },
            { name: 'Deutsch', value: 'de' },
          ],
        },
      ],
    },
  ],
}
