import type { RepliableInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { ackBudgetMs } from '#bot/request/ack-budget.ts'
import { confirmDraft } from '#bot/request/confirm-draft.ts'
import { outcomeOf } from '#bot/request/outcome.ts'
import { paintRequests } from '#bot/request/paint-request.ts'
import type { PrivateServers } from '#bot/request/private-servers.ts'
import { handleOf } from '#bot/request/target.ts'
import { PersonError } from '#core/errors.ts'
import { acknowledgeParts } from '#delivery/acknowledge-parts.ts'
import { callbackTimeoutMs } from '#delivery/acknowledge-picture.ts'
import { acknowledgePrivately } from '#delivery/acknowledge-private.ts'
import { acknowledgeUpdate } from '#delivery/acknowledge-update.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { postCopy } from './post-copy.ts'
import type { Work } from './work.ts'

/**
 * The one way through an interaction of any kind. The kind says how the first answer is given; the work races that answer, and its
 * result is shown.
 */
export function answering(
  deps: BotDeps,
  privateServers: PrivateServers,
): (interaction: RepliableInteraction, work: Work) => Promise<void> {
  const { api, logger } = deps
  const paint = paintRequests(deps, privateServers)
  /** People whose parts are being sent: that takes minutes, so one answer at a time for each. */
  const sending = new Set<string>()

  return async (interaction, work) => {
    const handle = handleOf(interaction)
    switch (work.acknowledge) {
      case 'picture':
        return paint(interaction, work.request)
      case 'draft':
        return confirmDraft(interaction, work.draftId, deps, privateServers)
      case 'post':
        return postCopy(interaction, work.post, deps)
      case 'private': {
        const outcome = outcomeOf(interaction, logger, work.answer)
        const answer = outcome.then((it) => (it.refused ? { body: it.body } : it.value))
        return acknowledgePrivately(deps, handle, answer, ackBudgetMs)
      }
      case 'parts': {
        const parts = oneAtATime(interaction.user.id, work, sending)
        return acknowledgeParts(deps, handle, partsOrRefusal(interaction, parts, deps))
      }
      case 'update':
        return acknowledgeUpdate(deps, handle, outcomeOf(interaction, logger, work.update), ackBudgetMs)
      case 'modal': {
        const it = await outcomeOf(interaction, logger, work.modal)
        const signal = AbortSignal.timeout(callbackTimeoutMs)
        if (it.refused) await api.replyPrivately(handle, it.body, signal)
        else await api.openModal(handle, it.value, signal)
        return undefined
      }
    }
  }
}

/** @throws {PersonError} where this person's parts are being sent already */
async function* oneAtATime(
  userId: string,
  { underway, parts }: Extract<Work, { acknowledge: 'parts' }>,
  sending: Set<string>,
): AsyncIterable<Outgoing> {
  if (sending.has(userId)) throw new PersonError('refused', underway)
  sending.add(userId)
  try {
    yield* parts()
  } finally {
    sending.delete(userId)
  }
}

/** Parts, and the refusal or the bug's reference that ends them. Never throws. */
async function* partsOrRefusal(
  interaction: RepliableInteraction,
  parts: AsyncIterable<Outgoing>,
  { logger }: Pick<BotDeps, 'logger'>,
): AsyncIterable<Outgoing> {
  try {
    yield* parts
  } catch (error) {
    const it = await outcomeOf(interaction, logger, () => Promise.reject(error))
    if (it.refused) yield { body: it.body }
  }
}
