import type { DiscordEmulator } from '#discord-emulator/emulator.ts'
import type { PlaygroundBackstage } from './backstage.ts'
import { personKeys, playgroundSkuId, type PersonKey, type PlaygroundWorld } from './world.ts'

/** Answers of the bot within this time cause one query. */
const lookDelayMs = 150

/** The tiers of the server's people as the bot has them: read again after each answer of the bot, which may have changed one. */
export function followTiers(
  { events, state }: DiscordEmulator,
  { guild, people }: PlaygroundWorld,
  backstage: PlaygroundBackstage | undefined,
): ReadonlyMap<PersonKey, string> {
  const tiers = new Map<PersonKey, string>()
  if (backstage === undefined) return tiers
  const look = async () => {
    let changed = false
    for (const key of personKeys) {
      const member = guild.members.get(people[key].id)
      if (member === undefined) continue
      const entitled = [...state.entitlements.values()].some(
        ({ user_id, sku_id, deleted }) => user_id === member.userId && sku_id === playgroundSkuId && !deleted,
      )
      const { userId } = member
      const tier = await backstage.tierOf({
        userId,
        guildId: guild.id,
        roleIds: [...member.roleIds, guild.id],
        entitled,
      })
      changed ||= tiers.get(key) !== tier
      tiers.set(key, tier)
    }
    if (changed) events.emit({ kind: 'world.change', what: 'member', id: guild.id })
  }
  let timer: NodeJS.Timeout | undefined
  const lookSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      // The database may be away for a moment; the next answer is another chance.
      void look().catch(() => {})
    }, lookDelayMs)
    timer.unref()
  }
  events.subscribe(({ kind }) => {
    if (kind === 'message.create' || kind === 'message.edit' || kind === 'gateway.open') lookSoon()
  })
  lookSoon()
  return tiers
}
