import type {
  APIApplicationCommand,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  InteractionType,
} from 'discord-api-types/v10'
import type { ClientRefusalReason } from '#discord-emulator/person/client-refusal.ts'
import type { PersonKey } from './world.ts'

/** What the page and its server say to each other. Types only: the page imports nothing that runs from here. */
export interface PersonView {
  key: PersonKey
  id: string
  name: string
  username: string
  /** Theirs in the server, as the bot has it; null where nobody tells, or out of it. */
  tier: string | null
}

export interface UserView {
  id: string
  name: string
  bot: boolean
  /** Role that colours the name. */
  key: PersonKey | 'bot' | null
  /** In the server whose member list this is. */
  member: boolean
}

export interface ChannelView {
  id: string
  kind: 'text' | 'dm'
  name: string
  topic: string | null
  nsfw: boolean
  canSend: boolean
  /** The bot can't post here: a place to see a refusal in. */
  botIsMuted: boolean
}

/** Everything that one person's client knows when it connects. */
export interface Snapshot {
  me: PersonView
  people: PersonView[]
  bot: { id: string; name: string; online: boolean }
  /** Null for a stranger, who has direct messages only. */
  guild: { id: string; name: string } | null
  channels: ChannelView[]
  users: UserView[]
  roles: { id: string; name: string }[]
  /** By channel, oldest first. */
  messages: Record<string, APIMessage[]>
  /** By channel: what typing `/` lists there. */
  commands: Record<string, APIApplicationCommand[]>
  examples: string[]
  /** Whether the drawer has a queue, rows and a worker to kill. */
  hasBackstage: boolean
}

/** One line of the developer drawer; its bodies are asked for by `seq`. */
export interface TrafficEntry {
  seq: number
  /** Unix milliseconds. */
  at: number
  kind: 'rest' | 'interaction' | 'gateway'
  title: string
  detail: string
  tone: 'plain' | 'good' | 'bad'
}

export type Push =
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'message'; message: APIMessage }
  | { type: 'delete'; channelId: string; id: string }
  | { type: 'acknowledged'; interactionId: string }
  | { type: 'failed'; interactionId: string; of: InteractionType }
  | { type: 'modal'; interactionId: string; modal: APIModalInteractionResponseCallbackData }
  | { type: 'traffic'; entries: TrafficEntry[] }

/** Why something was not done; the page has words for each. */
export type RefusalReason =
  | ClientRefusalReason
  | 'channel_gone'
  | 'message_gone'
  | 'form_gone'
  | 'files_too_large'

export interface Refused {
  reason: RefusalReason
  /** What it is about: a button's label, a channel's name, a field's. */
  about: string
}

export interface FaultAnswer {
  /** False where there is nothing that could go wrong. */
  made: boolean
}

export interface ActionAnswer {
  interactionId?: string
  /** What nobody foresaw is said as it came. */
  error?: string
  refused?: Refused
}

export interface Choice {
  name: string
  value: string | number
}

/** What the drawer shows besides the traffic. */
export interface BackstageView {
  rateLimits: { name: string; used: number; limit: number }[]
  queue: Record<string, string | number | boolean | null>[]
  tables: { name: string; rows: Record<string, string | number | boolean | null>[] }[]
}
