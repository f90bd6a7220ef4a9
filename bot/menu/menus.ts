import type { Menu } from '#bot/contract/component.ts'
import type { MenuAction } from '#messages/custom-id.ts'
import { galleryFilter, galleryOpen, galleryPlace } from './gallery-menus.ts'
import { openCell } from './open-cell.ts'
import { undoChangeMenu } from './undo-change.ts'

/** Every menu, by the action in its custom id, beside `more`, whose entries are `menuEntries`. */
export const menus: { readonly [Action in Exclude<MenuAction, 'more'>]: Menu } = {
  gallery_open: galleryOpen,
  gallery_filter: galleryFilter,
  gallery_place: galleryPlace,
  open_cell: openCell,
  undo_change: undoChangeMenu,
}
