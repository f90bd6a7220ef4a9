import { z } from 'zod'

/** What buttons do. All but `cancel`, which is about a generation, are about one picture. */
export const buttonActions = ['reroll', 'same_seed', 'delete', 'cancel'] as const
export type ButtonAction = (typeof buttonActions)[number]

const prefix = 'dw1'
const customIdSchema = z.tuple([z.literal(prefix), z.enum(buttonActions), z.uuid()])

/**
 * A button's custom id (at most 100 characters): a version, the action, and the id of a row. Everything else is looked up
 * in the database, so that a button works for as long as its message exists.
 */
export function customId(action: ButtonAction, id: string): string {
  return `${prefix}:${action}:${id}`
}

/** Undefined for anything that is not one of ours: another version's, or a forged one. */
export function parseCustomId(text: string): { action: ButtonAction; id: string } | undefined {
  const parsed = customIdSchema.safeParse(text.split(':'))
  return parsed.success ? { action: parsed.data[1], id: parsed.data[2] } : undefined
}
