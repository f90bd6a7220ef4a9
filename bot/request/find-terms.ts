import type { Interaction } from 'discord.js'
import { type PaintTerms, paintTerms } from '#core/paint-terms.ts'
import { findStanding } from '#db/standing.ts'
import { keepRolesOfKeys } from '#db/api-keys.ts'
import { askerOf, entitledUntil } from './asker.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** The terms, here and now, of the next picture of the person who sent this interaction. One query. */
export async function findTerms(
  interaction: Interaction,
  { db, config, clock, logger }: BotDeps,
): Promise<PaintTerms> {
  const asker = askerOf(interaction, config)
  const { userId, roleIds } = asker
  const { guildId } = interaction
  const told = {
    userId,
    guildId,
    roleIds: [...roleIds],
    entitledUntil: entitledUntil(interaction, config, clock.now()),
  }
  // Their programs are to have what they have; nobody waits for it.
  keepRolesOfKeys(db, told).catch((error: unknown) =>
    logger.warn({ err: error }, 'the roles of a person were not kept for their keys'),
  )
  return paintTerms(config, await findStanding(db, { guildId, userId, roleIds }), asker)
}
