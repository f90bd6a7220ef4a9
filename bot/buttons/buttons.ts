import type { Button } from '#bot/contract/component.ts'
import type { ButtonAction } from '#messages/custom-id.ts'
import { cancel } from './cancel.ts'
import {
  deleteGrid,
  deleteGridNow,
  deletePicture,
  deletePictureNow,
  keepGrid,
  keepPicture,
} from './delete.ts'
import { dropDraftButton, paintDraft } from './draft.ts'
import { edit, editAll } from './edit.ts'
import { editAgain } from './edit-again.ts'
import { eraseEverything, galleryErase } from './erase.ts'
import { galleryExport } from './gallery-export.ts'
import { favourite } from './favourite.ts'
import { galleryPageButton } from './gallery-page.ts'
import { loraPage, modelPage } from './network-page.ts'
import { pick } from './pick.ts'
import { reroll, rerollAll } from './reroll.ts'
import { sameSeed, sameSeedAll } from './same-seed.ts'
import { upscale } from './upscale.ts'
import { vary, varyGrid } from './vary.ts'

/** Every button, by the action in its custom id. */
export const buttons: { readonly [Action in ButtonAction]: Button } = {
  reroll,
  reroll_all: rerollAll,
  same_seed: sameSeed,
  same_seed_all: sameSeedAll,
  upscale,
  vary,
  edit,
  edit_all: editAll,
  favourite,
  delete: deletePicture,
  delete_now: deletePictureNow,
  keep: keepPicture,
  delete_all: deleteGrid,
  delete_all_now: deleteGridNow,
  keep_all: keepGrid,
  pick,
  vary_grid: varyGrid,
  gallery_page: galleryPageButton,
  gallery_export: galleryExport,
  gallery_erase: galleryErase,
  erase: eraseEverything,
  paint_draft: paintDraft,
  drop_draft: dropDraftButton,
  lora_page: loraPage,
  model_page: modelPage,
  edit_again: editAgain,
  cancel,
}
