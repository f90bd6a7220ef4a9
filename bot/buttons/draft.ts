import type { Button } from '#bot/contract/component.ts'
import { dropDraft } from '#db/drafts.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** `Paint N pictures`: what its person was asked about is painted. */
export const paintDraft: Button = { acknowledge: 'draft' }

/** `Not now` */
export const dropDraftButton: Button = {
  acknowledge: 'update',
  async update(interaction, draftId, { db }) {
    await dropDraft(db, { id: draftId, userId: interaction.user.id })
    return { body: notice(textsFor(interaction.locale).drafts.dropped) }
  },
}
