import type { Button } from '#bot/contract/component.ts'
import { cancel } from './cancel.ts'
import { deleteGrid, deletePicture } from './delete.ts'
import { dropDraftButton, paintDraft } from './draft.ts'
import { edit, editAll } from './edit.ts'
import { eraseEverything, galleryErase } from './erase.ts'
import { galleryExport } from './gallery-export.ts'
import { favourite } from './favourite.ts'
import { galleryPageButton } from './gallery-page.ts'
import { pick } from './pick.ts'
import { reroll, rerollAll } from './reroll.ts'
import { sameSeed, sameSeedAll } from './same-seed.ts'
import { upscale } from './upscale.ts'
import { vary, varyGrid } from './vary.ts'

/** Every button, by the action in its custom id. */
export const buttons: readonly Button[] = [
  reroll,
  rerollAll,
  sameSeed,
  sameSeedAll,
  upscale,
  vary,
  edit,
  editAll,
  favourite,
  deletePicture,
  deleteGrid,
  pick,
  varyGrid,
  galleryPageButton,
  galleryExport,
  galleryErase,
  eraseEverything,
  paintDraft,
  dropDraftButton,
  cancel,
]
