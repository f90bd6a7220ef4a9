import { and, asc, eq, inArray } from 'drizzle-orm'
import { type Preset, presetKey } from '#core/presets.ts'
import type { Db } from './connect.ts'
import { presets, presetsInUse } from './schema.ts'
import { togetherOn } from './together-on.ts'

export interface OwnedPreset extends Preset {
  ownerId: string
}

/** The presets of a person and of the server they are in, by name. */
export async function presetsOf(db: Db, ownerIds: string[]): Promise<OwnedPreset[]> {
  const rows = await db
    .select()
    .from(presets)
    .where(inArray(presets.ownerId, ownerIds))
    .orderBy(asc(presets.key))
  return rows.map(({ ownerId, name, style, negativePrompt, steps, guidance, scheduler, speed }) => ({
    ownerId,
    name,
    style,
    negativePrompt,
    ...(steps === null ? {} : { steps }),
    ...(guidance === null ? {} : { guidance }),
    ...(scheduler === null ? {} : { scheduler }),
    ...(speed === null ? {} : { speed }),
  }))
}

/** Saves a preset; one of the same name and owner is replaced. */
export async function savePreset(db: Db, { ownerId, ...preset }: OwnedPreset): Promise<void> {
  const {
    name,
    style,
    negativePrompt,
    steps = null,
    guidance = null,
    scheduler = null,
    speed = null,
  } = preset
  const values = { name, style, negativePrompt, steps, guidance, scheduler, speed }
  await db
    .insert(presets)
    .values({ ownerId, key: presetKey(name), ...values })
    .onConflictDoUpdate({ target: [presets.ownerId, presets.key], set: values })
}

/** @returns false when there was none */
export async function removePreset(db: Db, ownerId: string, name: string): Promise<boolean> {
  const rows = await db
    .delete(presets)
    .where(and(eq(presets.ownerId, ownerId), eq(presets.key, presetKey(name))))
    .returning({ key: presets.key })
  return rows.length > 0
}

export async function presetInUse(db: Db, userId: string): Promise<string | null> {
  return presetsInUseTogether(db, userId)
}

const presetsInUseTogether = togetherOn(async (db, userIds: readonly string[]) => {
  const rows = await db
    .select()
    .from(presetsInUse)
    .where(inArray(presetsInUse.userId, [...userIds]))
  return userIds.map((userId) => rows.find((row) => row.userId === userId)?.name ?? null)
})

/** Sets the preset that a person's `/imagine` takes by default; null: none. */
export async function usePreset(db: Db, userId: string, name: string | null): Promise<void> {
  if (name === null) await db.delete(presetsInUse).where(eq(presetsInUse.userId, userId))
  else {
    await db
      .insert(presetsInUse)
      .values({ userId, name })
      .onConflictDoUpdate({ target: presetsInUse.userId, set: { name } })
  }
}
