import type { AutocompleteInteraction, Interaction } from 'discord.js'
import { logBug } from '#core/logger.ts'
import { acknowledgePrivately } from '#delivery/acknowledge-private.ts'
import { parseCustomId } from '#messages/custom-id.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { buttons } from './buttons/buttons.ts'
import { byUniqueName } from './by-unique-name.ts'
import { commands } from './commands/commands.ts'
import type { BotDeps } from './deps.ts'
import { ackBudgetMs, paintRequest } from './paint-request.ts'
import { privateAnswer } from './private-answer.ts'
import { handleOf } from './target.ts'
import { updateAnswer } from './update-answer.ts'

const commandsByName = byUniqueName(commands, ({ definition }) => definition.name)
const buttonsByAction = byUniqueName(buttons, ({ action }) => action)

/** Sends each interaction to the command or button it belongs to. Never throws: what fails here is a bug and is logged. */
export async function dispatch(interaction: Interaction, deps: BotDeps): Promise<void> {
  try {
    if (interaction.isChatInputCommand()) {
      const command = commandsByName.get(interaction.commandName)
      if (command?.acknowledge === 'picture') {
        await paintRequest(interaction, deps, (terms) => command.request(interaction, deps, terms))
      } else if (command?.acknowledge === 'private') {
        await privateAnswer(interaction, deps, command)
      }
    } else if (interaction.isAutocomplete()) {
      await suggest(interaction, deps)
    } else if (interaction.isButton()) {
      const id = parseCustomId(interaction.customId)
      const button = id && buttonsByAction.get(id.action)
      if (id === undefined || button === undefined) {
        const body = Promise.resolve(notice(textsFor(interaction.locale).refusals.unknownButton))
        await acknowledgePrivately(deps, handleOf(interaction), body, ackBudgetMs)
      } else if (button.acknowledge === 'picture') {
        await paintRequest(interaction, deps, () => button.request(interaction, id.id, deps))
      } else {
        await updateAnswer(interaction, deps, () => button.update(interaction, id.id, deps))
      }
    }
  } catch (error) {
    logBug(deps.logger, error, 'an interaction failed', { interaction: interaction.id })
  }
}

/** Choices that come late, or not at all, cost a person nothing: they can type on. */
async function suggest(interaction: AutocompleteInteraction, deps: BotDeps): Promise<void> {
  const command = commandsByName.get(interaction.commandName)
  const choices = (await command?.autocomplete?.(interaction, deps)) ?? []
  await interaction.respond(choices).catch((error: unknown) => {
    deps.logger.debug({ err: error, interaction: interaction.id }, 'choices came too late')
  })
}
