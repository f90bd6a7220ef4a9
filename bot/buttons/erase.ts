import { setTimeout } from 'node:timers/promises'
import type { Button } from '#bot/contract/component.ts'
import { erasePerson } from '#bot/rounds/erase-person.ts'
import { galleryViewOf } from '#bot/pictures/gallery-view.ts'
import { findErasure, requestErasure } from '#db/erase.ts'
import { confirmEraseMessage } from '#messages/gallery.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'

/** How long a person waits for the report; what is painted ends within a second or two. */
const reportWithinMs = 2 * 60_000
const lookAgainMs = 500

/** `Delete all my data` asks first: what goes, what stays. */
export const galleryErase: Button = {
  acknowledge: 'ask',
  repeatable: true,
  async ask(interaction, viewId, deps) {
    await galleryViewOf(interaction, viewId, deps)
    return { body: confirmEraseMessage(viewId, interaction.locale) }
  },
}

/** Deletes the person's data, and says when it is done. The request is stored first, so that a crash only delays it. */
export const eraseEverything: Button = {
  acknowledge: 'update',
  async update(interaction, viewId, deps) {
    await galleryViewOf(interaction, viewId, deps)
    const userId = interaction.user.id
    const texts = textsFor(interaction.locale).gallery.erase
    await requestErasure(deps.db, userId)
    const until = deps.clock.now().getTime() + reportWithinMs
    do {
      const erasure = await findErasure(deps.db, userId)
      if (erasure === undefined || (await erasePerson(erasure, deps))) return { body: notice(texts.done) }
      await setTimeout(lookAgainMs)
    } while (deps.clock.now().getTime() < until)
    return { body: notice(texts.underway) }
  },
}
