import type { APIRole, Locale } from 'discord-api-types/v10'
import type { Guild } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { World } from '#discord-emulator/world/world.ts'
import { Person } from './person.ts'

export interface PersonOptions {
  id?: string
  username?: string
  globalName?: string
  locale?: Locale
  /** Servers to be in. */
  guilds?: Guild[]
  /** Roles in these servers; each is given where it exists. */
  roles?: APIRole[]
  /** Permissions beyond those of @everyone, given through a role of their own. */
  permissions?: bigint
}

export function createPerson(state: State, world: World, options: PersonOptions): Person {
  const { guilds = [], roles = [], permissions, ...account } = options
  const user = world.createUser(account)
  for (const guild of guilds) {
    const own = roles.filter((role) => guild.roles.has(role.id))
    if (permissions !== undefined)
      own.push(world.createRole(guild, { name: `${user.username}'s`, permissions }))
    world.join(guild, user, own)
  }
  return new Person(state, world, user)
}
