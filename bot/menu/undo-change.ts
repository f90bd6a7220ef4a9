import { changeServer, guildIdOf } from '#bot/changes/change-server.ts'
import { undoChange } from '#bot/changes/undo-change.ts'
import type { Menu } from '#bot/contract/component.ts'
import { requireAllowed } from '#bot/request/require-allowed.ts'
import { PersonError } from '#core/errors.ts'
import { findChange } from '#db/audit-entries.ts'
import { takenBackNote } from '#messages/history.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** `Take a change back…` under `/settings history`: what an entry changed becomes what it was. */
export const undoChangeMenu: Menu = {
  acknowledge: 'private',
  async answer(interaction, _, deps) {
    requireAllowed(interaction, 'Manage Server', deps.config)
    const guildId = guildIdOf(interaction)
    const { locale } = interaction
    const body = await changeServer(interaction, deps, async (tx, server) => {
      const entry = await findChange(tx, guildId, Number(interaction.values[0]))
      if (entry === undefined) throw new PersonError('refused', textsFor(locale).admin.undo.unknown)
      return { ...(await undoChange(tx, server, entry, locale)), note: takenBackNote(entry, locale) }
    })
    return { body }
  },
}
