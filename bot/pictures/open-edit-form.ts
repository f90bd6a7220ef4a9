import type { Interaction } from 'discord.js'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import type { BotDeps } from '#bot/contract/deps.ts'
import { findTerms } from '#bot/request/find-terms.ts'
import type { PaintSettings } from '#core/generation.ts'
import { knownModels } from '#db/workers.ts'
import { editForm } from '#messages/forms.ts'
import { sizeMultipleOf, withinLimits } from './within-limits.ts'

/** The form of `Edit`. It has no input for the size: one that is larger than the person may have here is said to become smaller. */
export async function openEditForm(
  interaction: Interaction,
  imageId: string,
  settings: PaintSettings,
  deps: BotDeps,
): Promise<APIModalInteractionResponseCallbackData> {
  const [terms, models] = await Promise.all([findTerms(interaction, deps), knownModels(deps.db)])
  const { changes } = withinLimits(settings, terms, sizeMultipleOf(settings, models))
  return editForm(imageId, settings, interaction.locale, changes)
}
