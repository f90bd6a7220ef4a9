import type { Clock } from '#discord-emulator/clock.ts'
import type { EventFeed } from '#discord-emulator/events.ts'
import type { Interaction } from '#discord-emulator/interactions/interaction.ts'
import { Snowflakes } from '#discord-emulator/snowflakes.ts'
import type {
  Application,
  Channel,
  Guild,
  StoredEntitlement,
  StoredFile,
  StoredMessage,
  User,
} from './records.ts'

/** A gateway event on its way to the bots that may hear it. */
export interface Dispatch {
  t: string
  d: unknown
  /** Only this app's connections; else every app that is in the guild. */
  applicationId?: string
  guildId?: string
}

/** The whole of the emulated Discord, in memory. */
export class State {
  readonly clock: Clock
  readonly events: EventFeed
  readonly ids: Snowflakes
  readonly applications = new Map<string, Application>()
  readonly users = new Map<string, User>()
  readonly guilds = new Map<string, Guild>()
  readonly channels = new Map<string, Channel>()
  /** Messages by channel, then by id, oldest first. */
  readonly messages = new Map<string, Map<string, StoredMessage>>()
  readonly interactions = new Map<string, Interaction>()
  readonly interactionsByToken = new Map<string, Interaction>()
  readonly files = new Map<string, StoredFile>()
  readonly entitlements = new Map<string, StoredEntitlement>()
  /** Sends to the bots' gateway connections. */
  dispatch: (dispatch: Dispatch) => void = () => {}
  /** Address of the server, without a slash at its end. */
  url = ''

  constructor(clock: Clock, events: EventFeed) {
    this.clock = clock
    this.events = events
    this.ids = new Snowflakes(clock)
  }

  message(channelId: string, messageId: string): StoredMessage | undefined {
    return this.messages.get(channelId)?.get(messageId)
  }

  applicationOfBot(userId: string): Application | undefined {
    // A bot's user has its application's id, as those made since 2016 do.
    return this.applications.get(userId)
  }
}
