import { changeServer } from '#bot/changes/change-server.ts'
import { changeLists } from '#bot/changes/allow-lists.ts'
import { askedLists } from '#bot/commands/allow-lists.ts'
import type { SubcommandHandlers } from '#bot/commands/subcommands.ts'
import { PersonError } from '#core/errors.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'

/** `/settings models`: what a role or a channel may use. Tiers have theirs by `/tier define`. */
export const setAllowed: SubcommandHandlers<typeof definition>['models'] = async (
  interaction,
  deps,
  given,
) => {
  const { locale } = interaction
  const subjects = [
    ...(given.role === null ? [] : [{ subject: 'role' as const, subjectId: given.role.id }]),
    ...(given.channel === null ? [] : [{ subject: 'channel' as const, subjectId: given.channel.id }]),
  ]
  const [of, ...others] = subjects
  const nothing = given.models === null && given.loras === null
  if (of === undefined || others.length > 0 || nothing)
    throw new PersonError('refused', textsFor(locale).allowLists.chooseOne)
  const asked = await askedLists(given, deps, locale)
  return changeServer(interaction, deps, (tx, { guildId }) => changeLists(tx, guildId, of, asked, locale))
}
