import type {
  AutocompleteInteraction,
  ButtonInteraction,
  Interaction,
  RepliableInteraction,
  StringSelectMenuInteraction,
} from 'discord.js'
import { logBug } from '#process/logger.ts'
import { timer } from '#delivery/acknowledge-picture.ts'
import { acknowledgePrivately } from '#delivery/acknowledge-private.ts'
import { acknowledgeUpdate } from '#delivery/acknowledge-update.ts'
import { type MenuAction, parseCustomId } from '#messages/custom-id.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { answerComponent } from './answer-component.ts'
import { buttons } from '#bot/buttons/buttons.ts'
import { byUniqueName } from './by-unique-name.ts'
import { commands } from '#bot/commands/commands.ts'
import type { ComponentAnswer, Menu } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { forms } from '#bot/forms/forms.ts'
import { menuEntryOf } from '#bot/menu/menu-entries.ts'
import { menus } from '#bot/menu/menus.ts'
import { messageCommands } from '#bot/message-commands/message-commands.ts'
import { ackBudgetMs } from '#bot/request/ack-budget.ts'
import { paintRequest } from '#bot/request/paint-request.ts'
import { privateAnswer } from './private-answer.ts'
import { isFirstPress } from './first-press.ts'
import { handleOf } from '#bot/request/target.ts'

const commandsByName = byUniqueName(commands, ({ definition }) => definition.name)
const messageCommandsByName = byUniqueName(messageCommands, ({ definition }) => definition.name)

/** Sends each interaction to the command or button it belongs to. Never throws: what fails here is a bug and is logged. */
export async function dispatch(interaction: Interaction, deps: BotDeps): Promise<void> {
  try {
    if (interaction.isChatInputCommand()) {
      const command = commandsByName.get(interaction.commandName)
      if (command === undefined) await refuseUnknown(interaction, deps)
      else if (command.acknowledge === 'private') await privateAnswer(interaction, deps, command)
      else await paintRequest(interaction, deps, (terms) => command.request(interaction, deps, terms))
    } else if (interaction.isMessageContextMenuCommand()) {
      const { commandName, targetId } = interaction
      await answerOrRefuse(messageCommandsByName.get(commandName), interaction, targetId, deps)
    } else if (interaction.isAutocomplete()) {
      await suggest(interaction, deps)
    } else if (interaction.isButton()) {
      const id = parseCustomId('button', interaction.customId)
      await answerPress(id && buttons[id.action], interaction, id?.id, deps)
    } else if (interaction.isStringSelectMenu()) {
      const id = parseCustomId('menu', interaction.customId)
      await answerPress(id && menuOf(id.action, interaction), interaction, id?.id, deps)
    } else if (interaction.isModalSubmit()) {
      const id = parseCustomId('form', interaction.customId)
      await answerOrRefuse(id && forms[id.action], interaction, id?.id, deps)
    } else {
      await refuseUnknown(interaction, deps)
    }
  } catch (error) {
    logBug(deps.logger, error, 'an interaction failed', { interaction: interaction.id })
  }
}

function menuOf(action: MenuAction, { values: [value = ''] }: StringSelectMenuInteraction): Menu | undefined {
  return action === 'more' ? menuEntryOf(value) : menus[action]
}

/** A part of what Discord allows: after it the answer's own budget begins. */
const pressBudgetMs = 500

/** The second press of a double press is acknowledged, and nothing else: the first one answers. */
async function answerPress<Asked extends ButtonInteraction | StringSelectMenuInteraction>(
  how: (ComponentAnswer<Asked> & { repeatable?: true }) | undefined,
  interaction: Asked,
  id: string | undefined,
  deps: BotDeps,
): Promise<void> {
  const bound = how !== undefined && how.acknowledge !== 'modal' && how.repeatable !== true
  if (!bound) return answerOrRefuse(how, interaction, id, deps)
  const isFirst = isFirstPress(interaction, deps)
  // The acknowledgement waits for a slow database no longer than this.
  const known = await Promise.race([isFirst, timer(pressBudgetMs)])
  if (known !== false) return answerOrRefuse(how, interaction, id, deps, isFirst)
  const nothing = Promise.resolve({ refused: false as const, shown: undefined })
  return acknowledgeUpdate(deps, handleOf(interaction), nothing, ackBudgetMs)
}

async function answerOrRefuse<Asked extends RepliableInteraction>(
  how: ComponentAnswer<Asked> | undefined,
  interaction: Asked,
  id: string | undefined,
  deps: BotDeps,
  isFirst?: Promise<boolean>,
): Promise<void> {
  if (how !== undefined && id !== undefined) return answerComponent(how, interaction, id, deps, isFirst)
  return refuseUnknown(interaction, deps)
}

/** What is not one of ours, forged or another version's. */
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
