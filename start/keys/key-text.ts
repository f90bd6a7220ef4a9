import type { ApiKey } from '#db/schema.ts'

/** A key as `--json` tells of it. */
export function keyObject(key: ApiKey) {
  const { id, prefix, name, userId, guildId, picturesPerDay, ageRestricted, createdAt, lastUsedAt } = key
  return { id, prefix, name, userId, guildId, picturesPerDay, ageRestricted, createdAt, lastUsedAt }
}

/** A key as a line for people. */
export function keyLine({ id, prefix, name, userId, guildId, picturesPerDay, lastUsedAt }: ApiKey): string {
  const used = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt.toISOString()}`
  return [
    `${prefix}…  ${name}`,
    `of ${userId}${guildId === null ? '' : ` in ${guildId}`}`,
    ...(picturesPerDay === null ? [] : [`${picturesPerDay} pictures a day`]),
    used,
    id,
  ].join(', ')
}
