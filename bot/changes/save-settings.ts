import type { Change, ChangeValues } from '#core/changes.ts'
import { PersonError } from '#core/errors.ts'
import { type ServerSettings, settingAboveCeiling } from '#core/server-settings.ts'
import type { Db } from '#db/connect.ts'
import { saveSettings } from '#db/guild-settings.ts'
import { valueText } from '#messages/change.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { ServerNow } from './change-server.ts'

/**
 * Saves some settings of a server, and says what they were.
 * @throws {PersonError} for a value above the operator's ceiling
 */
export async function savePatch(
  tx: Db,
  server: ServerNow,
  patch: Partial<ServerSettings>,
  locale: string,
): Promise<Change> {
  const broken = settingAboveCeiling(patch, server.ceilings)
  if (broken !== undefined) {
    const { fields, settings } = textsFor(locale).admin
    const most = valueText(broken.field, broken.ceiling, locale)
    throw new PersonError('refused', settings.aboveCeiling(fields[broken.field], most))
  }
  await saveSettings(tx, server.guildId, patch)
  const after: ChangeValues = patch
  // The keys of a patch are settings; Object.keys widens them to string.
  const keys = Object.keys(patch) as (keyof ServerSettings)[]
  const before: ChangeValues = Object.fromEntries(keys.map((key) => [key, server.settings[key]]))
  return { action: 'settings', subject: null, before, after }
}
