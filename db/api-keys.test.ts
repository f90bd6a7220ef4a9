import { expect, test } from 'vitest'
import { testDatabase } from '#test/support/test-database.ts'
import {
  createApiKey,
  findApiKey,
  isApiKeyValid,
  keepRolesOfKeys,
  noteApiKeyUse,
  revokeApiKey,
} from './api-keys.ts'

const database = testDatabase()

async function keyOf(userId: string, guildId: string | null) {
  const asked = { name: 'test', roleIds: [], ageRestricted: false, picturesPerDay: null }
  const made = await createApiKey(database.db, { userId, guildId, ...asked })
  if (made === undefined) throw new Error('too many keys')
  return made
}

test('what Discord tells of people goes to their keys of that place, and to no others', async () => {
  const { db } = database
  const [here, there, direct, other] = [
    await keyOf('1', '10'),
    await keyOf('1', '11'),
    await keyOf('1', null),
    await keyOf('2', '10'),
  ]
  const until = new Date('2030-01-01T00:00:00Z')
  await Promise.all([
    keepRolesOfKeys(db, { userId: '3', guildId: '10', roleIds: ['9'], entitledUntil: null }),
    keepRolesOfKeys(db, { userId: '1', guildId: '10', roleIds: ['8', '7'], entitledUntil: null }),
    keepRolesOfKeys(db, { userId: '1', guildId: null, roleIds: [], entitledUntil: until }),
  ])
  const kept = await Promise.all([here, there, direct, other].map(async ({ key }) => findApiKey(db, key)))
  expect(kept.map((row) => [row?.roleIds, row?.entitledUntil])).toEqual([
    [['7', '8'], null],
    [[], null],
    [[], until],
    [[], null],
  ])
})

test('many that are asked for at once are answered each for itself', async () => {
  const { db } = database
  const [one, two] = [await keyOf('5', null), await keyOf('6', null)]
  await revokeApiKey(db, two.row.id)
  const ids = [one.row.id, two.row.id, one.row.id, two.row.id]
  expect(await Promise.all(ids.map(async (id) => isApiKeyValid(db, id)))).toEqual([true, false, true, false])
  await Promise.all(ids.map(async (id) => noteApiKeyUse(db, { id })))
  expect((await findApiKey(db, one.key))?.lastUsedAt).toBeInstanceOf(Date)
})
