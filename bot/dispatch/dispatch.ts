import type { AutocompleteInteraction, Interaction, RepliableInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { ackBudgetMs } from '#bot/request/ack-budget.ts'
import { rememberPrivateServers } from '#bot/request/private-servers.ts'
import { handleOf } from '#bot/request/target.ts'
import { lateAfter } from '#core/late-after.ts'
import { acknowledgePrivately } from '#delivery/acknowledge-private.ts'
import { acknowledgeUpdate } from '#delivery/acknowledge-update.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { logBug } from '#process/logger.ts'
import { afterFirstPress } from './after-first-press.ts'
import { answering } from './answering.ts'
import { commandsByName, findWork } from './find-work.ts'
import { isFirstPress, type Press } from './first-press.ts'
import type { Work } from './work.ts'

/** A part of Discord's three seconds: the answer's own budget begins after it. */
const pressBudgetMs = 500

/**
 * Sends each interaction to what it asks for. The function never throws: what fails in it is a bug and is logged.
 * @param privateServers the ids of those whose pictures are private now
 */
export function dispatcher(
  deps: BotDeps,
  privateServers: readonly string[],
): (interaction: Interaction) => Promise<void> {
  const { logger } = deps
  const answer = answering(deps, rememberPrivateServers(privateServers))

  const answerPress = async (press: Press, work: Work): Promise<void> => {
    const isFirst = isFirstPress(press, deps)
    // The acknowledgement waits for a slow database no longer than this.
    const known = await Promise.race([isFirst, lateAfter(pressBudgetMs)])
    // The second press of a double press is acknowledged, and nothing else: the first one answers.
    if (known === false) return acknowledgeUpdate(deps, handleOf(press), nothing, ackBudgetMs)
    return answer(press, known === 'late' ? afterFirstPress(work, isFirst, press.locale) : work)
  }

  return async (interaction) => {
    try {
      if (interaction.isAutocomplete()) return await suggest(interaction, deps)
      const found = findWork(interaction, deps)
      if (found === undefined) return await refuseUnknown(interaction, deps)
      const { work, press } = found
      return await (press === undefined ? answer(interaction, work) : answerPress(press, work))
    } catch (error) {
      logBug(logger, error, 'an interaction failed', { interaction: interaction.id })
      return undefined
    }
  }
}

const nothing = Promise.resolve({ refused: false as const, value: undefined })

/** What is not one of ours, forged or another version's, is answered, too. */
async function refuseUnknown(interaction: RepliableInteraction, deps: BotDeps): Promise<void> {
  const { unknownButton, unknownCommand } = textsFor(interaction.locale).refusals
  const command = interaction.isCommand() ? interaction.commandName : undefined
  const { id, user, type } = interaction
  deps.logger.warn(
    { interaction: id, user: user.id, type, command },
    'nothing of ours takes this interaction',
  )
  const body = notice(command === undefined ? unknownButton : unknownCommand)
  return acknowledgePrivately(deps, handleOf(interaction), Promise.resolve({ body }), ackBudgetMs)
}

/** Choices that come late, or not at all, cost a person nothing: they can type on. */
async function suggest(interaction: AutocompleteInteraction, deps: BotDeps): Promise<void> {
  const command = commandsByName.get(interaction.commandName)
  const choices = (await command?.autocomplete?.(interaction, deps)) ?? []
  await interaction.respond(choices).catch((error: unknown) => {
    deps.logger.debug({ err: error, interaction: interaction.id }, 'choices came too late')
  })
}
