import { Locale, RoleFlags } from 'discord-api-types/v10'
import type { APIRole, APIUser } from 'discord-api-types/v10'
import { randomBytes } from 'node:crypto'
import { asFlags } from './flags.ts'
import type { Application, User } from './records.ts'
import type { State } from './state.ts'

type PlainUser = Pick<APIUser, 'id' | 'username' | 'discriminator' | 'global_name' | 'avatar'>

function plainUser(id: string, username: string, globalName: string | null): PlainUser {
  return { id, username, discriminator: '0', global_name: globalName, avatar: null }
}

export function newApplication(
  state: State,
  options: { id?: string; name?: string; token?: string },
): Application {
  const id = options.id ?? state.ids.next()
  const name = options.name ?? 'Test bot'
  return {
    id,
    name,
    // A bot token is base64 of its id, a time, a secret: https://discord.com/developers/docs/reference#authentication
    token:
      options.token ??
      `${Buffer.from(id).toString('base64url')}.${randomBytes(4).toString('base64url')}.${randomBytes(28).toString('base64url')}`,
    bot: { ...plainUser(id, name, null), bot: true },
    ownerId: state.ids.next(),
    // The Developer Portal's defaults.
    privilegedIntents: 0,
    commands: new Map(),
  }
}

export function newUser(
  state: State,
  options: { id?: string; username?: string; globalName?: string; locale?: Locale },
): User {
  return {
    ...plainUser(options.id ?? state.ids.next(), options.username ?? 'anna', options.globalName ?? null),
    locale: options.locale ?? Locale.EnglishUS,
    acceptsDirectMessages: true,
  }
}

export function newRole(given: { id: string; name: string; permissions: bigint; position: number }): APIRole {
  return {
    id: given.id,
    name: given.name,
    permissions: given.permissions.toString(),
    position: given.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    managed: false,
    mentionable: false,
    flags: asFlags(RoleFlags, 0),
  }
}
