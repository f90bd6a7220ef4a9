import { z } from 'zod'

/** What buttons do. All but `cancel`, which is about a generation, are about one picture. */
export const buttonActions = [
  'reroll',
  'same_seed',
  /** The same under a grid or a sheet: about it as a whole. */
  'reroll_all',
  'same_seed_all',
  'upscale',
  'vary',
  'edit',
  /** Under a grid: all its pictures. */
  'edit_all',
  'favourite',
  /** Asks first; `delete_now` does it, `keep` shows the picture again. */
  'delete',
  'delete_now',
  'keep',
  /** The same under a grid: all its pictures go. */
  'delete_all',
  'delete_all_now',
  'keep_all',
  /** `U1`–`U4` under a grid */
  'pick',
  /** `V1`–`V4` under a grid */
  'vary_grid',
  /** About a gallery's view. */
  'gallery_page',
  'gallery_export',
  /** Asks first; `erase` does it. */
  'gallery_erase',
  'erase',
  /** About a draft. */
  'paint_draft',
  'drop_draft',
  /** About everything; only their page counts. */
  'lora_page',
  'model_page',
  /** About a form that was kept. */
  'edit_again',
  'cancel',
] as const
export type ButtonAction = (typeof buttonActions)[number]

/** The menu under a picture; its entries are told apart by their values. */
export const menuValues = [
  'vary_strong',
  'upscale_1_5',
  'upscale_3',
  'upscale_4',
  'use_as_start',
  'settings_text',
] as const
/** Before the name of an upscaler: these entries are there where the model's workers have one. */
const upscalerPrefix = 'upscaler:'
export type FixedMenuValue = (typeof menuValues)[number]
export type MenuValue = FixedMenuValue | `${typeof upscalerPrefix}${string}`

export const upscalerValue = (name: string): MenuValue => `${upscalerPrefix}${name}`

export function upscalerOfValue(value: string): string | undefined {
  return value.startsWith(upscalerPrefix) ? value.slice(upscalerPrefix.length) : undefined
}

/**
 * Menus: `more` stands under a picture and is told apart by `menuValues`, `open_cell` under a sheet, `undo_change` under a
 * server's history; the others are about a gallery's view.
 */
export const menuActions = [
  'more',
  'gallery_open',
  'gallery_filter',
  'gallery_place',
  'open_cell',
  'undo_change',
] as const
export type MenuAction = (typeof menuActions)[number]

/** Forms that a button or a menu opens, by what they are about. */
export const formActions = ['edit', 'edit_all', 'remix', 'use_as_start'] as const
export type FormAction = (typeof formActions)[number]

const prefix = 'dw1'
/** For what is about no row of its own. */
export const noRow = '00000000-0000-0000-0000-000000000000'
const kinds = { button: buttonActions, menu: menuActions, form: formActions } as const
type Kind = keyof typeof kinds

/**
 * A custom id (at most 100 characters): a version, the action, and the id of a row. Everything else is looked up in the
 * database, so that a button works for as long as its message exists.
 */
export function customId(action: ButtonAction | FormAction | MenuAction, id: string, page?: number): string {
  return [prefix, action, id, ...(page === undefined ? [] : [page])].join(':')
}

/** Undefined for anything that is not one of ours: another version's, or a forged one. */
export function parseCustomId<K extends Kind>(
  kind: K,
  text: string,
): { action: (typeof kinds)[K][number]; id: string; page?: number | undefined } | undefined {
  const [first, ...rest] = text.split(':')
  const schema = z.object({
    action: z.enum(kinds[kind]),
    id: z.uuid(),
    page: z.coerce.number().int().min(0).optional(),
  })
  const [action, id, page, ...tooMany] = rest
  const parsed = schema.safeParse({ action, id, page })
  return first === prefix && tooMany.length === 0 && parsed.success ? parsed.data : undefined
}
