import { AllowedMentionsTypes } from 'discord-api-types/v10'
import type { APIAllowedMentions } from 'discord-api-types/v10'
import { issue } from '#discord-emulator/rest/form-error.ts'
import type { Issue } from '#discord-emulator/rest/form-error.ts'
import type { State } from '#discord-emulator/world/state.ts'

const kinds = [
  ['users', AllowedMentionsTypes.User],
  ['roles', AllowedMentionsTypes.Role],
] as const

/** https://discord.com/developers/docs/resources/message#allowed-mentions-object */
export function mentionIssues(allowed: APIAllowedMentions | null | undefined): Issue[] {
  return kinds.flatMap(([kind, parsed]) =>
    allowed?.[kind]?.length && allowed.parse?.includes(parsed)
      ? [
          issue(
            ['allowed_mentions'],
            'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
          ),
        ]
      : [],
  )
}

export interface Mentions {
  mentionedUserIds: string[]
  mentionedRoleIds: string[]
  mentionsEveryone: boolean
}

/** Whom a text pings, as far as `allowed_mentions` lets it; without that field, everybody it names. */
export function findMentions(
  state: State,
  text: string,
  allowed: APIAllowedMentions | null | undefined,
  mayPingEveryone: boolean,
): Mentions {
  const parses = (kind: AllowedMentionsTypes) => !allowed || (allowed.parse?.includes(kind) ?? false)
  const users = [...text.matchAll(/<@!?(\d+)>/g)].flatMap(([, id]) => (id && state.users.has(id) ? [id] : []))
  const roles = [...text.matchAll(/<@&(\d+)>/g)].flatMap(([, id]) => id ?? [])
  return {
    mentionedUserIds: [...new Set(users)].filter(
      (id) => parses(AllowedMentionsTypes.User) || allowed?.users?.includes(id),
    ),
    mentionedRoleIds: [...new Set(roles)].filter(
      (id) => parses(AllowedMentionsTypes.Role) || allowed?.roles?.includes(id),
    ),
    mentionsEveryone:
      mayPingEveryone && parses(AllowedMentionsTypes.Everyone) && /@(everyone|here)\b/.test(text),
  }
}
