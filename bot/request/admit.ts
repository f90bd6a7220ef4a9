import type { RepliableInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { requireChannelPermissions } from './channel-permissions.ts'
import { findTerms } from './find-terms.ts'
import type { PrivateServers } from './private-servers.ts'
import { requireAsker } from './require-terms.ts'

/**
 * The terms under which this person may ask for pictures here.
 * @throws {PersonError} when they may not ask at all, or not here, or when a picture could not be posted here
 */
export async function admit(
  interaction: RepliableInteraction,
  deps: BotDeps,
  privateServers: PrivateServers,
): Promise<PaintTerms> {
  requireChannelPermissions(interaction, textsFor(interaction.locale))
  const terms = await findTerms(interaction, deps)
  privateServers.learn(interaction.guildId, terms.settings.privatePictures)
  requireAsker(terms, interaction.locale)
  return terms
}
