import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#test/support/services/postgres.ts'
import { connectDatabase, type Database } from './connect.ts'
import { claimInstallation, installationId } from './installation.ts'

let testDatabase: TestDatabase
let database: Database
beforeEach(async () => {
  testDatabase = await createTestDatabase()
  database = connectDatabase(testDatabase.url)
})
afterEach(async () => {
  await database.close()
  await testDatabase.drop()
})

test('a database has one id, whoever asks first', async () => {
  const ids = await Promise.all([installationId(database), installationId(database)])
  await claimInstallation(database, '111111111111111111')
  expect(new Set([...ids, await installationId(database)]).size).toBe(1)
})

test('it belongs to one bot: another one is refused in a sentence that names both', async () => {
  await claimInstallation(database, '111111111111111111')
  await claimInstallation(database, '111111111111111111')
  await expect(claimInstallation(database, '222222222222222222')).rejects.toThrow(
    /belongs to the bot with the application id 111111111111111111.*that of 222222222222222222.*DATABASE_URL/,
  )
})

test('two that start at once: one has it, the other is refused', async () => {
  const claims = await Promise.allSettled([
    claimInstallation(database, '111111111111111111'),
    claimInstallation(database, '222222222222222222'),
  ])
  expect(claims.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('a real bot takes the place of the emulated one, whose processes don’t know that it is emulated, and not the other way round', async () => {
  await claimInstallation(database, '111111111111111111', { emulated: true })
  await claimInstallation(database, '111111111111111111')
  await claimInstallation(database, '222222222222222222')
  await expect(claimInstallation(database, '111111111111111111', { emulated: true })).rejects.toThrow(
    /without DISCORD_TOKEN the emulated Discord would take its place/,
  )
})
