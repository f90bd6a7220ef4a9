import type { RepliableInteraction, StringSelectMenuInteraction } from 'discord.js'
import { buttons } from '#bot/buttons/buttons.ts'
import { commands } from '#bot/commands/commands.ts'
import type { Button, Menu, MessageCommand } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { forms } from '#bot/forms/forms.ts'
import { menuEntryOf } from '#bot/menu/menu-entries.ts'
import { menus } from '#bot/menu/menus.ts'
import { messageCommands } from '#bot/message-commands/message-commands.ts'
import { type MenuAction, parseCustomId } from '#messages/custom-id.ts'
import { byUniqueName } from './by-unique-name.ts'
import type { Press } from './first-press.ts'
import { type Work, workOfCommand, workOfComponent } from './work.ts'

export const commandsByName = byUniqueName(commands, ({ definition }) => definition.name)
const messageCommandsByName: ReadonlyMap<string, MessageCommand> = new Map(Object.entries(messageCommands))

/** `press`: a second press within two seconds counts as the same one, and does nothing. */
export interface FoundWork {
  work: Work
  press?: Press
}

/** What an interaction asks for; undefined for what is not one of ours, forged or another version's. */
export function findWork(interaction: RepliableInteraction, deps: BotDeps): FoundWork | undefined {
  if (interaction.isChatInputCommand()) {
    const command = commandsByName.get(interaction.commandName)
    return command && { work: workOfCommand(command, interaction, deps) }
  }
  if (interaction.isMessageContextMenuCommand()) {
    const command = messageCommandsByName.get(interaction.commandName)
    return command && { work: workOfComponent(command, interaction, { id: interaction.targetId }, deps) }
  }
  if (interaction.isButton()) {
    const id = parseCustomId('button', interaction.customId)
    const button = id && buttons[id.action]
    return button && { work: workOfComponent(button, interaction, id, deps), ...pressOf(button, interaction) }
  }
  if (interaction.isStringSelectMenu()) {
    const id = parseCustomId('menu', interaction.customId)
    const menu = id && menuOf(id.action, interaction)
    return menu && { work: workOfComponent(menu, interaction, id, deps), ...pressOf(menu, interaction) }
  }
  if (interaction.isModalSubmit()) {
    const id = parseCustomId('form', interaction.customId)
    return id && { work: workOfComponent(forms[id.action], interaction, id, deps) }
  }
  return undefined
}

function menuOf(action: MenuAction, { values: [value = ''] }: StringSelectMenuInteraction): Menu | undefined {
  return action === 'more' ? menuEntryOf(value) : menus[action]
}

function pressOf({ acknowledge, repeatable }: Button | Menu, interaction: Press): { press?: Press } {
  return acknowledge === 'modal' || repeatable === true ? {} : { press: interaction }
}
