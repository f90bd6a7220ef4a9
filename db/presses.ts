import { createHash } from 'node:crypto'
import { lt, sql } from 'drizzle-orm'
import type { Db } from './connect.ts'
import { presses } from './schema.ts'

/** The same person pressing the same button again within this time means one press. */
export const onePressMs = 2000
/** Kept somewhat longer: presses do not arrive in order, and Discord's clock is not ours. */
const keepForMs = 5 * 60_000

export interface Press {
  userId: string
  messageId: string
  customId: string
  /** A menu's picked values. */
  values: readonly string[]
  interactionId: string
  /** By Discord's clock. */
  at: Date
}

/**
 * Takes a press, for all processes at once: of presses that mean one, exactly one is taken. The same interaction, should the
 * gateway send it twice, is the same press.
 * @returns false when it repeats another press
 */
export async function takePress(db: Db, press: Press): Promise<boolean> {
  const { userId, messageId, customId, values, interactionId, at } = press
  const key = createHash('sha256')
    .update(JSON.stringify([userId, messageId, customId, ...values]))
    .digest('base64url')
  const taken = await db
    .insert(presses)
    .values({ key, interactionId, pressedAt: at })
    .onConflictDoUpdate({
      target: presses.key,
      set: { interactionId, pressedAt: at },
      setWhere: sql`${presses.interactionId} = excluded.interaction_id
        or abs(extract(epoch from excluded.pressed_at - ${presses.pressedAt})) * 1000 >= ${onePressMs}`,
    })
    .returning({ key: presses.key })
  return taken.length === 1
}

export async function forgetPresses(db: Db, now: Date): Promise<void> {
  await db.delete(presses).where(lt(presses.pressedAt, new Date(now.getTime() - keepForMs)))
}
