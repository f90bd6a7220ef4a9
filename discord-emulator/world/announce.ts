import type { Guild } from './records.ts'
import { renderGuildCreate } from './render-guild.ts'
import type { State } from './state.ts'

/** A bot learns of a server that it has joined. */
export function announceGuild(state: State, guild: Guild, applicationId: string): void {
  state.events.emit({ kind: 'world.change', what: 'guild', id: guild.id })
  state.dispatch({
    t: 'GUILD_CREATE',
    d: renderGuildCreate(state, guild, applicationId),
    applicationId,
    guildId: guild.id,
  })
}

/** Tells the apps in a server of a change in it. */
export function announceGuildChange(state: State, guild: Guild, t: string, d: unknown): void {
  state.events.emit({
    kind: 'world.change',
    what: t.startsWith('GUILD_MEMBER') ? 'member' : 'guild',
    id: guild.id,
  })
  state.dispatch({ t, d, guildId: guild.id })
}
