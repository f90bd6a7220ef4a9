import type { Interaction } from 'discord.js'
import { logBug } from '#core/logger.ts'
import { parseCustomId } from '#messages/custom-id.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { buttons } from './buttons/buttons.ts'
import { commands } from './commands/commands.ts'
import type { BotDeps } from './deps.ts'
import { paintRequest } from './paint-request.ts'
import { handleOf } from './target.ts'

const replyTimeoutMs = 2500

/** Sends each interaction to the command or button it belongs to. Never throws: what fails here is a bug and is logged. */
export async function dispatch(interaction: Interaction, deps: BotDeps): Promise<void> {
  try {
    if (interaction.isChatInputCommand()) {
      const command = commands.find(({ definition }) => definition.name === interaction.commandName)
      if (command !== undefined)
        await paintRequest(interaction, deps, () => command.request(interaction, deps))
    } else if (interaction.isButton()) {
      const id = parseCustomId(interaction.customId)
      const button = id && buttons.find(({ action }) => action === id.action)
      if (id === undefined || button === undefined) {
        const body = notice(textsFor(interaction.locale).refusals.unknownButton)
        await deps.api.replyPrivately(handleOf(interaction), body, AbortSignal.timeout(replyTimeoutMs))
        return
      }
      await paintRequest(interaction, deps, () => button.request(interaction, id.imageId, deps))
    }
  } catch (error) {
    logBug(deps.logger, error, 'an interaction failed', { interaction: interaction.id })
  }
}
