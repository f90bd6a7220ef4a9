import { ApplicationCommandType } from 'discord-api-types/v10'
import type { APIApplicationCommand } from 'discord-api-types/v10'
import { commandIssues, commandListIssues } from '#discord-emulator/rules/commands.ts'
import { unknownCommand, unknownGuild } from './api-error.ts'
import { BodySchema } from './body-schema.ts'
import { ownApplication } from './find.ts'
import { invalidForm } from './form-error.ts'
import { created, noContent, ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

interface CommandBody extends Partial<Omit<APIApplicationCommand, 'default_member_permissions'>> {
  name: string
  default_member_permissions?: string | number | null
}

const updateBody = new BodySchema<CommandBody>('ApplicationCommandUpdateRequest')
const patchBody = new BodySchema<Partial<CommandBody>>('ApplicationCommandPatchRequestPartial')
const createBody = new BodySchema<CommandBody>('ApplicationCommandCreateRequest')

/** The scope of the commands in this request: one server, or all of them. */
function scopeOf(request: RestRequest, inGuild: boolean): string {
  ownApplication(request)
  if (!inGuild) return 'global'
  const id = request.param('guild_id')
  if (!request.state.guilds.has(id)) throw unknownGuild()
  return id
}

function commandsOf(request: RestRequest, scope: string): APIApplicationCommand[] {
  return request.application.commands.get(scope) ?? []
}

function store(request: RestRequest, scope: string, commands: APIApplicationCommand[]): void {
  request.application.commands.set(scope, commands)
  request.state.events.emit({
    kind: 'commands.change',
    applicationId: request.application.id,
    guildId: scope === 'global' ? null : scope,
  })
}

function toCommand(request: RestRequest, scope: string, body: CommandBody): APIApplicationCommand {
  const type = body.type ?? ApplicationCommandType.ChatInput
  const before = commandsOf(request, scope).find(
    (command) => command.name === body.name && command.type === type,
  )
  return {
    description: '',
    nsfw: false,
    ...body,
    default_member_permissions:
      body.default_member_permissions === undefined || body.default_member_permissions === null
        ? null
        : String(body.default_member_permissions),
    type,
    id: before?.id ?? request.state.ids.next(),
    version: request.state.ids.next(),
    application_id: request.application.id,
    ...(scope === 'global' ? {} : { guild_id: scope }),
  }
}

/** https://discord.com/developers/docs/interactions/application-commands#bulk-overwrite-global-application-commands */
function overwrite(request: RestRequest, inGuild: boolean): Answer {
  const scope = scopeOf(request, inGuild)
  const commands = request.bodyList(updateBody)
  const issues = commandListIssues(commands)
  if (issues.length > 0) throw invalidForm(issues)
  const stored = commands.map((command) => toCommand(request, scope, command))
  store(request, scope, stored)
  return ok(stored)
}

/** https://discord.com/developers/docs/interactions/application-commands#get-global-application-commands: translations come to whoever asks for them. */
function list(request: RestRequest, inGuild: boolean): Answer {
  const commands = commandsOf(request, scopeOf(request, inGuild))
  if (request.query.get('with_localizations') === 'true') return ok(commands)
  return ok(commands.map(withoutTranslations))
}

function withoutTranslations(part: { options?: readonly object[] }): object {
  const kept = Object.entries(part).filter(([key]) => !key.endsWith('_localizations'))
  const { options } = part
  return { ...Object.fromEntries(kept), ...(options && { options: options.map(withoutTranslations) }) }
}

/** https://discord.com/developers/docs/interactions/application-commands#create-global-application-command: an upsert by name. */
function create(request: RestRequest, inGuild: boolean): Answer {
  const scope = scopeOf(request, inGuild)
  const body = request.body(createBody)
  const issues = commandIssues(body, [])
  if (issues.length > 0) throw invalidForm(issues)
  const command = toCommand(request, scope, body)
  const before = commandsOf(request, scope)
  const others = before.filter(({ id }) => id !== command.id)
  store(request, scope, [...others, command])
  return others.length < before.length ? ok(command) : created(command)
}

function find(request: RestRequest, scope: string): APIApplicationCommand {
  const found = commandsOf(request, scope).find(({ id }) => id === request.param('command_id'))
  if (!found) throw unknownCommand()
  return found
}

/** https://discord.com/developers/docs/interactions/application-commands#edit-global-application-command */
function change(request: RestRequest, inGuild: boolean): Answer {
  const scope = scopeOf(request, inGuild)
  const before = find(request, scope)
  const changed = { ...before, ...request.body(patchBody), version: request.state.ids.next() }
  const issues = commandIssues(changed, [])
  if (issues.length > 0) throw invalidForm(issues)
  const command = { ...toCommand(request, scope, changed), id: before.id }
  const others = commandsOf(request, scope).filter(({ id }) => id !== before.id)
  store(request, scope, [...others, command])
  return ok(command)
}

function remove(request: RestRequest, inGuild: boolean): Answer {
  const scope = scopeOf(request, inGuild)
  const { id: removed } = find(request, scope)
  const others = commandsOf(request, scope).filter(({ id }) => id !== removed)
  store(request, scope, others)
  return noContent
}

function routesAt(path: string, inGuild: boolean): Route[] {
  return [
    { method: 'PUT', path, auth: 'bot', handle: (request) => overwrite(request, inGuild) },
    { method: 'GET', path, auth: 'bot', handle: (request) => list(request, inGuild) },
    { method: 'POST', path, auth: 'bot', handle: (request) => create(request, inGuild) },
    {
      method: 'GET',
      path: `${path}/{command_id}`,
      auth: 'bot',
      handle: (request) => ok(find(request, scopeOf(request, inGuild))),
    },
    {
      method: 'PATCH',
      path: `${path}/{command_id}`,
      auth: 'bot',
      handle: (request) => change(request, inGuild),
    },
    {
      method: 'DELETE',
      path: `${path}/{command_id}`,
      auth: 'bot',
      handle: (request) => remove(request, inGuild),
    },
  ]
}

export const applicationCommandRoutes: Route[] = [
  ...routesAt('/applications/{application_id}/commands', false),
  ...routesAt('/applications/{application_id}/guilds/{guild_id}/commands', true),
]
