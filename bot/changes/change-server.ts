import type { RepliableInteraction } from 'discord.js'
import { type Change, changedFields } from '#core/changes.ts'
import { PersonError } from '#core/errors.ts'
import { lateAfter } from '#core/late-after.ts'
import { type OperatorState, ceilingsNow } from '#core/operator.ts'
import { knownTiers } from '#core/paint-terms.ts'
import type { ServerSettings } from '#core/server-settings.ts'
import type { Ceilings, Tier } from '#core/tiers.ts'
import { recordChange } from '#db/audit-entries.ts'
import type { Db } from '#db/connect.ts'
import { findSettings } from '#db/guild-settings.ts'
import { lockSettings } from '#db/lock-settings.ts'
import { findOperatorState } from '#db/operator-state.ts'
import { definedTiers } from '#db/tiers.ts'
import { changedMessage, changeMessage } from '#messages/change.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** Shorter than the acknowledgement's second, so that the admin hears at once when the log channel refuses the message. */
const logWaitMs = 500

/** A server as it is before a change. */
export interface ServerNow {
  guildId: string
  settings: ServerSettings
  /** Tiers that this server defined. */
  defined: Tier[]
  /** Those tiers and the built-in ones. */
  tiers: Tier[]
  ceilings: Ceilings
  operator: OperatorState
}

/** A change with a word to whoever made it. */
export type NotedChange = Change & { note?: string }

/** The server of a command or a menu. @throws {PersonError} in direct messages */
export function guildIdOf(interaction: RepliableInteraction): string {
  if (interaction.guildId === null) {
    throw new PersonError('refused', textsFor(interaction.locale).admin.serverOnly)
  }
  return interaction.guildId
}

export async function findServer(db: Db, guildId: string, { config }: BotDeps): Promise<ServerNow> {
  const [settings, defined, operator] = await Promise.all([
    findSettings(db, guildId),
    definedTiers(db, guildId),
    findOperatorState(db),
  ])
  return {
    guildId,
    settings,
    defined,
    tiers: knownTiers(config, { tiers: defined, operator }),
    ceilings: ceilingsNow(config, operator),
    operator,
  }
}

/**
 * Changes something of a server, as its admin asked: the change and its audit entry in one transaction, then a word in the
 * log channel. `work` makes the change, says what it was, and throws a PersonError to refuse.
 */
export async function changeServer(
  interaction: RepliableInteraction,
  deps: BotDeps,
  work: (tx: Db, server: ServerNow) => Promise<NotedChange>,
): Promise<MessageBody> {
  const guildId = guildIdOf(interaction)
  const actorId = interaction.user.id
  const { change, note, entry, settings } = await deps.db.transaction(async (tx) => {
    await lockSettings(tx, { guildId })
    const server = await findServer(tx, guildId, deps)
    const { note, ...change } = await work(tx, server)
    const same = changedFields(change).length === 0
    const entry = same ? undefined : await recordChange(tx, { guildId, actorId }, change)
    return { change, note, entry, settings: server.settings }
  })
  if (entry === undefined) return changedMessage({ ...change, subject: null }, interaction.locale)

  // A log channel that was just removed from the settings gets the message about its removal.
  const logChannelId = change.after?.logChannelId ?? settings.logChannelId
  if (typeof logChannelId !== 'string') return changedMessage(change, interaction.locale, note)
  const language = change.after?.language ?? settings.language
  const locale = typeof language === 'string' ? language : (interaction.guildLocale ?? interaction.locale)
  const body = changeMessage(change, actorId, locale)
  const posted = deps.api.postMessage(logChannelId, body, `audit-${entry}`).then(
    () => true,
    (error: unknown) => {
      deps.logger.warn({ err: error, guild: guildId, entry }, 'the log channel did not take a change')
      return false
    },
  )
  // Discord lets five messages in five seconds into a channel: an admin who changes much need not wait for them.
  const failed = (await Promise.race([posted, lateAfter(logWaitMs)])) === false
  const unlogged = failed ? textsFor(interaction.locale).admin.logFailed(`<#${logChannelId}>`) : undefined
  const notes = [note, unlogged].filter((one) => one !== undefined)
  return changedMessage(change, interaction.locale, notes.length === 0 ? undefined : notes.join('\n'))
}
