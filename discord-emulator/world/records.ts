import type {
  APIApplicationCommand,
  APIEmbed,
  APIEntitlement,
  APIMessageTopLevelComponent,
  APIRole,
  APIUser,
  ChannelType,
  InteractionType,
  Locale,
  MessageType,
} from 'discord-api-types/v10'

/** What the emulator remembers. Ids are snowflakes, times Unix milliseconds, permissions bit sets. */
export interface Application {
  id: string
  name: string
  token: string
  bot: APIUser
  ownerId: string
  /** Those of them that are switched on in the Developer Portal, as bits: events/gateway#privileged-intents */
  privilegedIntents: number
  /** By guild id; `global` for those of everywhere. */
  commands: Map<string, APIApplicationCommand[]>
}

export interface User extends APIUser {
  locale: Locale
  acceptsDirectMessages: boolean
}

export interface Member {
  userId: string
  nick: string | null
  roleIds: Set<string>
  joinedAt: number
  timedOutUntil: number | null
}

export interface Guild {
  id: string
  name: string
  ownerId: string
  preferredLocale: Locale
  roles: Map<string, APIRole>
  members: Map<string, Member>
  /** Bytes that one file of a message may have here (server boosts raise it). */
  attachmentSizeLimit: number
}

export interface Overwrite {
  /** 0: a role, 1: a member. */
  type: 0 | 1
  allow: bigint
  deny: bigint
}

export type EmulatedChannelType =
  | ChannelType.GuildText
  | ChannelType.DM
  | ChannelType.GuildVoice
  | ChannelType.GuildStageVoice
  | ChannelType.GuildCategory
  | ChannelType.GuildAnnouncement
  | ChannelType.PublicThread
  | ChannelType.PrivateThread

export interface Channel {
  id: string
  type: EmulatedChannelType
  name: string
  topic: string | null
  nsfw: boolean
  position: number
  guildId?: string
  parentId?: string
  ownerId?: string
  overwrites: Map<string, Overwrite>
  /** The two members of a direct message: the person and the bot. */
  recipientIds: string[]
  archived: boolean
  locked: boolean
  lastMessageId: string | null
}

export interface StoredFile {
  id: string
  filename: string
  /** Alt text. */
  description: string | null
  contentType: string | null
  bytes: Buffer
  width: number | null
  height: number | null
  spoiler: boolean
  ephemeral: boolean
  channelId: string
}

export interface MessageOrigin {
  interactionId: string
  interactionType: InteractionType
  userId: string
  /** Command name with its subcommands; absent for components and modals. */
  commandName?: string
  originalMessageId?: string
  interactedMessageId?: string
  targetUserId?: string
  targetMessageId?: string
}

export interface StoredMessage {
  id: string
  channelId: string
  guildId?: string
  authorId: string
  /** The id of the app whose bot wrote the message. */
  applicationId?: string
  /** Written through an interaction's token. */
  byInteraction: boolean
  type: MessageType
  content: string
  /** `attachment://` addresses as they were sent. */
  embeds: APIEmbed[]
  components: APIMessageTopLevelComponent[]
  files: StoredFile[]
  flags: number
  createdAt: number
  editedAt: number | null
  nonce: string | number | null
  tts: boolean
  pinned: boolean
  /** Ids of those that `allowed_mentions` let be pinged. */
  mentionedUserIds: string[]
  mentionedRoleIds: string[]
  mentionsEveryone: boolean
  repliesTo?: string
  origin?: MessageOrigin
  /** Ephemeral: seen by this person alone. */
  onlyFor?: string
  /** Times of the edits made when it was older than an hour. */
  lateEdits: number[]
}

export type StoredEntitlement = APIEntitlement
