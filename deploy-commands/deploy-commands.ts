import { createHash } from 'node:crypto'
import type { REST } from '@discordjs/rest'
import { type APIApplication, InteractionContextType, Routes } from 'discord-api-types/v10'
import { commands } from '#bot/commands/commands.ts'
import { messageCommands } from '#bot/message-commands/message-commands.ts'
import { registeredHash, rememberRegistration } from '#db/command-registrations.ts'
import type { Db } from '#db/connect.ts'
import { localisedCommand, localisedContextMenu } from '#messages/localised-command.ts'

/** Where a command of the owners is that has no server of its own: in everybody's direct messages with the bot, who refuses the others. */
const inDirectMessages = {
  contexts: [InteractionContextType.BotDM],
  // Direct messages have no permissions.
  default_member_permissions: null,
}

/**
 * Registers every command with Discord: globally, or in one server while developing. What Discord has already is left
 * alone, unless `force` says that it may have forgotten. `/owner` is in that server, else, where there are owners, in direct messages with the bot.
 * @returns the application they belong to, and whether they were sent
 */
export async function deployCommands(
  { rest, db }: { rest: REST; db: Db },
  options: { guildId: string | undefined; owners?: readonly string[]; force?: boolean },
): Promise<{ applicationId: string; sent: boolean }> {
  // @discordjs/rest answers `unknown`; the type of discord-api-types describes it.
  const { id: applicationId } = (await rest.get(Routes.currentApplication())) as APIApplication
  const owned = options.guildId !== undefined ? 'server' : (options.owners ?? []).length > 0 ? 'dm' : 'none'
  const slashCommands = commands.flatMap(({ definition, registeredIn }) => {
    const localised = localisedCommand(definition)
    if (registeredIn === undefined || owned === 'server') return [localised]
    return owned === 'dm' ? [{ ...localised, ...inDirectMessages }] : []
  })
  const definitions = [
    ...slashCommands,
    ...Object.values(messageCommands).map(({ definition }) => localisedContextMenu(definition)),
  ]
  const hash = createHash('sha256').update(JSON.stringify(definitions)).digest('hex')
  const scope = options.guildId ?? 'global'
  if (options.force !== true && (await registeredHash(db, applicationId, scope)) === hash) {
    return { applicationId, sent: false }
  }
  const route =
    options.guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, options.guildId)
  await rest.put(route, { body: definitions })
  await rememberRegistration(db, { applicationId, scope, hash })
  return { applicationId, sent: true }
}
