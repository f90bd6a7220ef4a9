import type { Interaction } from 'discord.js'
import { type PaintTerms, paintTerms } from '#core/paint-terms.ts'
import { findStanding } from '#db/standing.ts'
import { askerOf } from './asker.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

/** The terms, here and now, of the next picture of the person who sent this interaction. One query. */
export async function findTerms(interaction: Interaction, { db, config }: BotDeps): Promise<PaintTerms> {
  const asker = askerOf(interaction, config)
  const { userId, roleIds } = asker
  return paintTerms(config, await findStanding(db, { guildId: interaction.guildId, userId, roleIds }), asker)
}
