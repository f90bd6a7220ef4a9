import { z } from 'zod'

/** What the buttons under a picture do. */
export const pictureActions = ['reroll', 'same_seed'] as const
export type PictureAction = (typeof pictureActions)[number]

const prefix = 'dw1'
const customIdSchema = z.tuple([z.literal(prefix), z.enum(pictureActions), z.uuid()])

/**
 * A button's custom id (at most 100 characters): a version, the action, and the id of a row. Everything else is looked up
 * in the database, so that a button works for as long as its message exists.
 */
export function customId(action: PictureAction, imageId: string): string {
  return `${prefix}:${action}:${imageId}`
}

/** Undefined for anything that is not one of ours: another version's, or a forged one. */
export function parseCustomId(text: string): { action: PictureAction; imageId: string } | undefined {
  const parsed = customIdSchema.safeParse(text.split(':'))
  return parsed.success ? { action: parsed.data[1], imageId: parsed.data[2] } : undefined
}
