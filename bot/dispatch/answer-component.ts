import type { RepliableInteraction } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { logBug } from '#process/logger.ts'
import { savePictureCopy } from '#db/picture-copies.ts'
import { acknowledgePicture, type PictureDecision } from '#delivery/acknowledge-picture.ts'
import { acknowledgeParts } from '#delivery/acknowledge-parts.ts'
import { acknowledgePrivately } from '#delivery/acknowledge-private.ts'
import { acknowledgeUpdate } from '#delivery/acknowledge-update.ts'
import { callbackTimeoutMs } from '#delivery/acknowledge-picture.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { ComponentAnswer } from '#bot/contract/component.ts'
import { confirmDraft } from '#bot/request/confirm-draft.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { refusalOf } from '#bot/request/file-gone.ts'
import { ackBudgetMs } from '#bot/request/ack-budget.ts'
import { paintRequest } from '#bot/request/paint-request.ts'
import { channelIdOf, handleOf } from '#bot/request/target.ts'

/**
 * Answers a button, a menu's entry or a form in the way that it says.
 * `isFirst`: whether it is no repetition, for as long as nobody knows; nothing is done before.
 */
export async function answerComponent<Asked extends RepliableInteraction>(
  how: ComponentAnswer<Asked>,
  interaction: Asked,
  id: string,
  deps: BotDeps,
  isFirst: Promise<boolean> = Promise.resolve(true),
): Promise<void> {
  const handle = handleOf(interaction)
  const once = async <T>(work: () => Promise<T>): Promise<T> => {
    if (await isFirst) return work()
    throw new PersonError('refused', textsFor(interaction.locale).refusals.pressedTwice)
  }
  switch (how.acknowledge) {
    case 'picture':
      return paintRequest(interaction, deps, () => once(() => how.request(interaction, id, deps)))
    case 'post': {
      const outcome = outcomeOf(interaction, deps, () => once(() => how.post(interaction, id, deps)))
      const decision = outcome.then((it): PictureDecision => {
        if (it.refused) return { accepted: false, notice: it.body }
        const { body, files = [] } = it.value
        return it.value.private
          ? { accepted: false, notice: body, files }
          : { accepted: true, waiting: body, files }
      })
      const posted = await acknowledgePicture(deps, handle, decision, ackBudgetMs)
      const it = await outcome
      if (posted.outcome !== 'shown' || it.refused) return undefined
      const { guildId, locale } = interaction
      const { imageId } = it.value
      const { messageId } = posted
      const channelId = channelIdOf(interaction)
      return savePictureCopy(deps.db, { messageId, imageId, guildId, channelId, locale })
    }
    case 'private': {
      const outcome = outcomeOf(interaction, deps, () => once(() => how.answer(interaction, id, deps)))
      const answer = outcome.then((it) => (it.refused ? { body: it.body } : it.value))
      return acknowledgePrivately(deps, handle, answer, ackBudgetMs)
    }
    case 'parts':
      return acknowledgeParts(
        deps,
        handle,
        partsOf(interaction, deps, () => once(async () => how.parts(interaction, id, deps))),
      )
    case 'update': {
      const outcome = outcomeOf(interaction, deps, () => once(() => how.update(interaction, id, deps)))
      const update = outcome.then((it) =>
        it.refused ? { refused: true as const, body: it.body } : { refused: false as const, shown: it.value },
      )
      return acknowledgeUpdate(deps, handle, update, ackBudgetMs)
    }
    case 'draft':
      return confirmDraft(interaction, id, deps)
    case 'modal': {
      const it = await outcomeOf(interaction, deps, () => how.modal(interaction, id, deps))
      const signal = AbortSignal.timeout(callbackTimeoutMs)
      if (it.refused) await deps.api.replyPrivately(handle, it.body, signal)
      else await deps.api.openModal(handle, it.value, signal)
      return undefined
    }
  }
}

/** Parts, and the refusal or the bug's reference that ends them. Never throws. */
async function* partsOf(
  interaction: RepliableInteraction,
  deps: BotDeps,
  parts: () => Promise<AsyncIterable<Outgoing>>,
): AsyncIterable<Outgoing> {
  try {
    yield* await parts()
  } catch (error) {
    const it = await outcomeOf(interaction, deps, () => Promise.reject(error))
    if (it.refused) yield { body: it.body }
  }
}

/** What a function came to: its value, or the refusal or the bug's reference that its person reads. Never rejects. */
async function outcomeOf<T>(
  interaction: RepliableInteraction,
  { logger }: BotDeps,
  work: () => Promise<T>,
): Promise<{ refused: false; value: T } | { refused: true; body: MessageBody }> {
  try {
    return { refused: false, value: await work() }
  } catch (error) {
    if (error instanceof PersonError) return { refused: true, body: refusalOf(error, interaction.locale) }
    const ids = { interaction: interaction.id, user: interaction.user.id }
    const reference = logBug(logger, error, 'a component failed', ids)
    return { refused: true, body: notice(textsFor(interaction.locale).failures.bug(reference)) }
  }
}
