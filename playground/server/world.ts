import { PermissionFlagsBits } from 'discord-api-types/v10'
import type { DiscordEmulator } from '#discord-emulator/emulator.ts'
import type { Person } from '#discord-emulator/person/person.ts'
import { everyonePermissions } from '#discord-emulator/world/permissions.ts'
import type { Application, Channel, Guild } from '#discord-emulator/world/records.ts'

export const personKeys = ['member', 'pro', 'admin', 'stranger'] as const
export type PersonKey = (typeof personKeys)[number]

/** `PRO_SKU_IDS` where the playground takes Discord's place: the pro member has bought it. */
export const playgroundSkuId = '1180000000000000900'

/** The same in every run, so that what the bot's database knows of them stays true after a restart. */
const id = (number: number) => `11800000000000000${String(number).padStart(2, '0')}`

export interface PlaygroundWorld {
  application: Application
  guild: Guild
  people: Record<PersonKey, Person>
  general: Channel
  /** In the order of the list. */
  channels: Channel[]
}

/** A server with our bot in it, and four people to be. */
export function createPlaygroundWorld(emulator: DiscordEmulator): PlaygroundWorld {
  const { world } = emulator
  const application = world.createApplication({
    id: id(1),
    name: 'Dragon Wings',
    token: `${id(1)}.playground`,
  })
  const admin = emulator.person({ id: id(12), username: 'mira', globalName: 'Mira' })
  const guild = world.createGuild({ id: id(2), name: 'The Dragon’s Den', owner: admin.user })
  const member = emulator.person({ id: id(10), username: 'anna', globalName: 'Anna', guilds: [guild] })
  const pro = emulator.person({ id: id(11), username: 'ben', globalName: 'Ben', guilds: [guild] })
  const stranger = emulator.person({ id: id(13), username: 'noor', globalName: 'Noor' })
  world.createEntitlement(application, { skuId: playgroundSkuId, owner: pro.user })

  const general = world.createChannel(guild, {
    id: id(20),
    name: 'general',
    topic: 'Type / to see what the bot can do',
  })
  const afterDark = world.createChannel(guild, {
    id: id(21),
    name: 'after-dark',
    nsfw: true,
    topic: 'Age-restricted',
  })
  const rules = world.createChannel(guild, {
    id: id(22),
    name: 'rules',
    topic: 'The bot may not post here: try, and see how it says so',
  })
  // No administrator: those stand above what a channel denies them.
  world.install(guild, application, everyonePermissions)
  world.overwrite(rules, application, { deny: PermissionFlagsBits.SendMessages })
  const people = { member, pro, admin, stranger }
  for (const [index, person] of Object.values(people).entries())
    world.directMessages(person.user, application, { id: id(30 + index) })
  return { application, guild, people, general, channels: [general, afterDark, rules] }
}
