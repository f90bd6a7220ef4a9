import { GatewayDispatchEvents } from 'discord-api-types/v10'
import { z } from 'zod'
import { renderMember } from '#discord-emulator/world/render-member.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { Session } from './session.ts'

const ids = z.union([z.string(), z.array(z.string())])
const request = z.object({
  guild_id: ids,
  query: z.string().optional(),
  user_ids: ids.optional(),
  limit: z.number().int().optional(),
  nonce: z.string().optional(),
})

/** Answers Request Guild Members, all in one chunk: https://discord.com/developers/docs/events/gateway-events#request-guild-members */
export function sendMembers(state: State, session: Session, d: unknown): void {
  const parsed = request.safeParse(d)
  const guild = parsed.success ? state.guilds.get([parsed.data.guild_id].flat()[0] ?? '') : undefined
  if (!parsed.success || !guild?.members.has(session.application.id)) return
  const { query = '', user_ids: wanted, limit = 0, nonce } = parsed.data
  const userIds = wanted === undefined ? undefined : [wanted].flat()
  const members = [...guild.members.values()]
    .filter(({ userId }) => userIds === undefined || userIds.includes(userId))
    .map((member) => renderMember(state, member))
    .filter(({ user }) => user.username.startsWith(query))
  session.dispatch(GatewayDispatchEvents.GuildMembersChunk, {
    guild_id: guild.id,
    members: limit > 0 ? members.slice(0, limit) : members,
    chunk_index: 0,
    chunk_count: 1,
    not_found: userIds?.filter((id) => !guild.members.has(id)) ?? [],
    ...(nonce === undefined ? {} : { nonce }),
  })
}
