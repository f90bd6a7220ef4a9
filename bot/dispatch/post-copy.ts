import type { RepliableInteraction } from 'discord.js'
import type { PictureCopy } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { ackBudgetMs } from '#bot/request/ack-budget.ts'
import { outcomeOf } from '#bot/request/outcome.ts'
import { channelIdOf, handleOf } from '#bot/request/target.ts'
import { savePictureCopy } from '#db/picture-copies.ts'
import { acknowledgePicture, type PictureDecision } from '#delivery/acknowledge-picture.ts'

/** Answers with a message that shows a picture which is there already, and writes down where it is shown. */
export async function postCopy(
  interaction: RepliableInteraction,
  post: () => Promise<PictureCopy>,
  deps: BotDeps,
): Promise<void> {
  const outcome = outcomeOf(interaction, deps.logger, post)
  const decision = outcome.then((it): PictureDecision => {
    if (it.refused) return { accepted: false, notice: it.body }
    const { body, files = [] } = it.value
    return it.value.private
      ? { accepted: false, notice: body, files }
      : { accepted: true, waiting: body, files }
  })
  const posted = await acknowledgePicture(deps, handleOf(interaction), decision, ackBudgetMs)
  const it = await outcome
  if (posted.outcome !== 'shown' || it.refused) return
  const { guildId, locale } = interaction
  const { imageId } = it.value
  const { messageId } = posted
  const channelId = channelIdOf(interaction)
  await savePictureCopy(deps.db, { messageId, imageId, guildId, channelId, locale })
}
