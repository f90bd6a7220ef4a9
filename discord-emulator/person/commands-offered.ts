import { ChannelType, InteractionContextType, PermissionFlagsBits } from 'discord-api-types/v10'
import type { APIApplicationCommand, ApplicationCommandType } from 'discord-api-types/v10'
import { channelPermissions } from '#discord-emulator/world/permissions.ts'
import type { Application, Channel } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { ClientRefusal } from './client-refusal.ts'

export interface OfferedCommand {
  application: Application
  command: APIApplicationCommand
}

/**
 * The commands that a person's client lists in a channel: those of the apps that are there, allowed by contexts,
 * age restriction and default permissions:
 * https://discord.com/developers/docs/interactions/application-commands#permissions
 */
export function commandsOffered(state: State, userId: string, channel: Channel): OfferedCommand[] {
  const permissions = channelPermissions(state, channel, userId)
  const mayUse = (permissions & PermissionFlagsBits.UseApplicationCommands) !== 0n
  if (!mayUse || !(permissions & PermissionFlagsBits.ViewChannel)) return []
  return applicationsIn(state, channel).flatMap((application) => {
    const own = channel.guildId ? (application.commands.get(channel.guildId) ?? []) : []
    const global = application.commands.get('global') ?? []
    return [...own, ...global]
      .filter((command) => fits(state, command, channel, permissions))
      .map((command) => ({ application, command }))
  })
}

function applicationsIn(state: State, channel: Channel): Application[] {
  const guild = state.guilds.get(channel.guildId ?? '')
  return [...state.applications.values()].filter((application) =>
    guild ? guild.members.has(application.id) : channel.recipientIds.includes(application.id),
  )
}

function fits(state: State, command: APIApplicationCommand, channel: Channel, permissions: bigint): boolean {
  const isDirect = channel.type === ChannelType.DM
  const context = isDirect ? InteractionContextType.BotDM : InteractionContextType.Guild
  if (command.contexts && !command.contexts.includes(context)) return false
  if (isDirect && !command.contexts && command.dm_permission === false) return false
  const parent = state.channels.get(channel.parentId ?? '')
  if (command.nsfw && !channel.nsfw && !parent?.nsfw && !isDirect) return false
  const needed = command.default_member_permissions
  if (isDirect || needed === null || needed === undefined) return true
  // "0" shows a command to administrators alone.
  if (permissions & PermissionFlagsBits.Administrator) return true
  return needed !== '0' && (permissions & BigInt(needed)) === BigInt(needed)
}

/** One command by name and kind; throws with what is offered instead. */
export function findCommand(
  state: State,
  who: { id: string; username: string },
  channel: Channel,
  name: string,
  type: ApplicationCommandType,
): OfferedCommand {
  const offered = commandsOffered(state, who.id, channel).filter(({ command }) => command.type === type)
  const found = offered.find(({ command }) => command.name === name)
  if (found) return found
  const names = offered.map(({ command }) => command.name).join(', ') || 'none'
  throw new ClientRefusal(
    'no_command',
    name,
    `Discord offers ${who.username} no command "${name}" in #${channel.name}; offered: ${names}`,
  )
}

/** The command's part of an interaction; empty resolved data is left out. */
export function commandData({ command }: OfferedCommand, data: { resolved?: object } & object): object {
  const { resolved, ...rest } = data
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    ...rest,
    ...(resolved && Object.keys(resolved).length > 0 ? { resolved } : {}),
  }
}
