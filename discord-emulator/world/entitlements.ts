import { EntitlementType } from 'discord-api-types/v10'
import type { Application, Guild, StoredEntitlement, User } from './records.ts'
import type { State } from './state.ts'

export interface EntitlementOptions {
  skuId: string
  /** The owner of an entitlement: a person or a whole server. */
  owner: User | Guild
  endsAt?: number
}

/** What somebody bought: https://discord.com/developers/docs/resources/entitlement */
export function createEntitlement(
  state: State,
  application: Application,
  options: EntitlementOptions,
): StoredEntitlement {
  const entitlement: StoredEntitlement = {
    id: state.ids.next(),
    sku_id: options.skuId,
    application_id: application.id,
    ...('members' in options.owner ? { guild_id: options.owner.id } : { user_id: options.owner.id }),
    type: EntitlementType.ApplicationSubscription,
    deleted: false,
    starts_at: new Date(state.clock.now()).toISOString(),
    ends_at: options.endsAt === undefined ? null : new Date(options.endsAt).toISOString(),
    consumed: false,
  }
  state.entitlements.set(entitlement.id, entitlement)
  state.events.emit({ kind: 'world.change', what: 'entitlement', id: entitlement.id })
  state.dispatch({ t: 'ENTITLEMENT_CREATE', d: entitlement, applicationId: application.id })
  return entitlement
}

/** The entitlements that hold now for a person in a place. */
export function activeEntitlements(
  state: State,
  applicationId: string,
  userId: string,
  guildId: string | undefined,
): StoredEntitlement[] {
  const now = state.clock.now()
  return [...state.entitlements.values()].filter(
    (entitlement) =>
      entitlement.application_id === applicationId &&
      !entitlement.deleted &&
      (!entitlement.ends_at || Date.parse(entitlement.ends_at) > now) &&
      (entitlement.user_id === userId || (guildId !== undefined && entitlement.guild_id === guildId)),
  )
}
