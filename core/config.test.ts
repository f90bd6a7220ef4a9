import { expect, test } from 'vitest'
import { loadConfig, settingsOfPart } from './config.ts'

test('an empty environment is a whole configuration', () => {
  const config = loadConfig({})
  expect(config.discord.token).toBeUndefined()
  expect(config.http).toEqual({ port: 3000, host: '127.0.0.1' })
  expect(config.tiers).toEqual({ freePicturesPerDay: 10, proPicturesPerDay: 100 })
})

test('everything that is wrong is said at once', () => {
  const wrong = {
    HTTP_PORT: 'eighty',
    DEVICE: 'gpu',
    DATABASE_URL: 'mysql://x',
    OWNER_IDS: 'me',
    LOG_LEVEL: 'loud',
  }
  expect(() => loadConfig(wrong)).toThrow(
    /OWNER_IDS[\s\S]*DATABASE_URL[\s\S]*DEVICE[\s\S]*HTTP_PORT[\s\S]*LOG_LEVEL/,
  )
})

test('an empty variable means: not set', () => {
  expect(loadConfig({ DISCORD_TOKEN: '', HTTP_PORT: '' }).http.port).toBe(3000)
})

test('everything that a part alone misses is said at once', () => {
  expect(() => settingsOfPart(loadConfig({}), 'the bot')).toThrow(
    /the bot[\s\S]*DISCORD_TOKEN[\s\S]*DATABASE_URL/,
  )
  const databaseUrl = 'postgres://localhost/pictures'
  const config = loadConfig({ DISCORD_TOKEN: 'secret', DATABASE_URL: databaseUrl })
  expect(settingsOfPart(config, 'the bot')).toEqual({ token: 'secret', databaseUrl })
})
