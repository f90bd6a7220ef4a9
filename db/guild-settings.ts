import { eq, isNotNull, sql } from 'drizzle-orm'
import { initialServerSettings, type ServerSettings } from '#core/server-settings.ts'
import type { Db } from './connect.ts'
import { guildSettings } from './schema.ts'

export async function findSettings(db: Db, guildId: string): Promise<ServerSettings> {
  const [row] = await db.select().from(guildSettings).where(eq(guildSettings.guildId, guildId))
  if (row === undefined) return initialServerSettings
  const { guildId: _, ...settings } = row
  return settings
}

export async function saveSettings(db: Db, guildId: string, change: Partial<ServerSettings>): Promise<void> {
  await db
    .insert(guildSettings)
    .values({ guildId, ...change })
    .onConflictDoUpdate({ target: guildSettings.guildId, set: change })
}

export async function serversWithPrivatePictures(db: Db): Promise<string[]> {
  const rows = await db
    .select({ guildId: guildSettings.guildId })
    .from(guildSettings)
    .where(eq(guildSettings.privatePictures, true))
  return rows.map(({ guildId }) => guildId)
}

/** Where announcements go: every server that has a log channel. */
export async function logChannels(db: Db): Promise<{ guildId: string; channelId: string }[]> {
  return db
    .select({ guildId: guildSettings.guildId, channelId: sql<string>`${guildSettings.logChannelId}` })
    .from(guildSettings)
    .where(isNotNull(guildSettings.logChannelId))
}
