import { ApplicationIntegrationType } from 'discord-api-types/v10'
import { publicUser } from '#discord-emulator/world/render-member.ts'
import { unknownEntitlement } from './api-error.ts'
import { ownApplication } from './find.ts'
import { ok } from './route.ts'
import type { Answer, RestRequest, Route } from './route.ts'

/** https://discord.com/developers/docs/resources/application#application-object */
function currentApplication(request: RestRequest): Answer {
  const { application, state } = request
  const { id, name, bot, ownerId } = application
  return ok({
    id,
    name,
    icon: null,
    description: '',
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    bot: publicUser(bot),
    owner: publicUser({
      id: ownerId,
      username: 'operator',
      discriminator: '0',
      global_name: null,
      avatar: null,
    }),
    team: null,
    verify_key: '0'.repeat(64),
    flags: 0,
    flags_new: '0',
    type: null,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    tags: [],
    approximate_guild_count: [...state.guilds.values()].filter((guild) => guild.members.has(id)).length,
    integration_types_config: { [ApplicationIntegrationType.GuildInstall]: {} },
  })
}

/** https://discord.com/developers/docs/resources/entitlement#list-entitlements */
function listEntitlements(request: RestRequest): Answer {
  ownApplication(request)
  const { state, query, application } = request
  const skus = query.get('sku_ids')?.split(',')
  const now = state.clock.now()
  const chosen = [...state.entitlements.values()].filter(
    (entitlement) =>
      entitlement.application_id === application.id &&
      (!query.get('user_id') || entitlement.user_id === query.get('user_id')) &&
      (!query.get('guild_id') || entitlement.guild_id === query.get('guild_id')) &&
      (!skus || skus.includes(entitlement.sku_id)) &&
      (query.get('exclude_deleted') === 'false' || !entitlement.deleted) &&
      (query.get('exclude_ended') !== 'true' ||
        !entitlement.ends_at ||
        Date.parse(entitlement.ends_at) > now),
  )
  return ok(chosen.slice(0, Number(query.get('limit') ?? 100)))
}

function getEntitlement(request: RestRequest): Answer {
  ownApplication(request)
  const entitlement = request.state.entitlements.get(request.param('entitlement_id'))
  if (!entitlement || entitlement.application_id !== request.application.id) throw unknownEntitlement()
  return ok(entitlement)
}

const bot = { method: 'GET', auth: 'bot' } as const

export const applicationRoutes: Route[] = [
  { ...bot, path: '/applications/@me', handle: currentApplication },
  { ...bot, path: '/oauth2/applications/@me', handle: currentApplication },
  { ...bot, path: '/applications/{application_id}/entitlements', handle: listEntitlements },
  { ...bot, path: '/applications/{application_id}/entitlements/{entitlement_id}', handle: getEntitlement },
]
