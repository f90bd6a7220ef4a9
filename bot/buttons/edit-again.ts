import { z } from 'zod'
import type { Button } from '#bot/contract/component.ts'
import { openEditForm } from '#bot/pictures/open-edit-form.ts'
import { findOriginalPicture } from '#bot/pictures/original-picture.ts'
import { PersonError } from '#core/errors.ts'
import { findDraft } from '#db/drafts.ts'
import { settingsOf } from '#db/generations.ts'
import { findKeptForm } from '#db/kept-forms.ts'
import { formActions } from '#messages/custom-id.ts'
import { refilled, remixForm, startForm } from '#messages/forms.ts'
import { textsFor } from '#messages/texts/texts.ts'

const formAction = z.enum(formActions)

/** Opens a form that was refused, as its person wrote it. */
export const editAgain: Button = {
  acknowledge: 'modal',
  async modal(interaction, id, deps) {
    const { locale, user } = interaction
    const whose = { userId: user.id, now: deps.clock.now() }
    const kept = await findKeptForm(deps.db, { id, ...whose })
    if (kept === undefined) throw new PersonError('refused', textsFor(locale).forms.gone)
    const { aboutId, entries } = kept
    const action = formAction.parse(kept.action)
    if (action === 'remix') {
      const [settings] = (await findDraft(deps.db, { id: aboutId, ...whose }))?.settings ?? []
      if (settings === undefined) throw new PersonError('refused', textsFor(locale).forms.gone)
      return refilled(remixForm(aboutId, settings, locale), entries)
    }
    const { settings, generation } = await findOriginalPicture(interaction, aboutId, deps)
    if (action === 'use_as_start') return refilled(startForm(aboutId, settings, locale), entries)
    const about = action === 'edit_all' ? settingsOf(generation) : settings
    return refilled(await openEditForm(interaction, aboutId, about, deps), entries)
  },
}
