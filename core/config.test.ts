import { expect, test } from 'vitest'
import { databaseOfPart, loadConfig, settingsOfPart } from './config.ts'

const token = 'MTU3NjA0NDYwNzQ1ODc3MDk0NA.GxYzAb.abcdefghijklmnopqrstuvwxyz0123456789AB'

test('the free tier is generous where there is no Discord but the playground, unless its operator says otherwise', () => {
  const free = (environment: Record<string, string>) => loadConfig(environment).tiers.freePicturesPerDay
  expect(free({})).toBe(1000)
  expect(free({ FREE_PICTURES_PER_DAY: '7' })).toBe(7)
  expect(
    free({ DISCORD_TOKEN: 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe.abcdefghijklmnopqrstuvwxyz0123456789AB' }),
  ).toBe(10)
})

test('an empty environment is a whole configuration', () => {
  const config = loadConfig({})
  expect(config.discord.token).toBeUndefined()
  expect(config.http).toEqual({ port: 3000, host: '127.0.0.1' })
  expect(config.tiers).toEqual({ freePicturesPerDay: 1000, proPicturesPerDay: 100 })
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
  const config = loadConfig({ DISCORD_TOKEN: token, DATABASE_URL: databaseUrl })
  expect(settingsOfPart(config, 'the bot')).toEqual({ token, databaseUrl })
  expect(() => databaseOfPart(loadConfig({}), 'a worker')).toThrow(/a worker alone, DATABASE_URL/)
  expect(databaseOfPart(loadConfig({ DATABASE_URL: databaseUrl }), 'a worker')).toBe(databaseUrl)
})

test.each<[Record<string, string>, string]>([
  [
    { OWNER_IDS: '111111111111111111, me' },
    '  OWNER_IDS: holds Discord ids of 17 to 20 digits with commas between them, and "me" is none',
  ],
  [{ LOG_LEVEL: 'loud' }, '  LOG_LEVEL: is one of trace, debug, info, warn, error, fatal, silent'],
  [{ HTTP_PORT: '70000' }, '  HTTP_PORT: is a whole number from 0 to 65535'],
  [{ HTTP_PORT: '3.5' }, '  HTTP_PORT: is a whole number from 0 to 65535'],
  [{ DISCORD_TOKN: token }, '  DISCORD_TOKN: is not known; did you mean DISCORD_TOKEN?'],
  [{ MODLE: 'x' }, '  MODLE: is not known; did you mean MODEL?'],
  [{ DISCORD_TOKEN: '1576044607458770944' }, '  DISCORD_TOKEN: is an id, not a bot token'],
  [{ DISCORD_TOKEN: `Bot ${token}` }, '  DISCORD_TOKEN: stands without the word "Bot"'],
  [{ DISCORD_TOKEN: 'abc' }, '  DISCORD_TOKEN: is no bot token, which has three parts'],
  [{ DATABASE_URL: 'postgres://h/d?sslmode=on' }, '  DATABASE_URL: has sslmode=on'],
])('%o', (env, line) => {
  expect(() => loadConfig(env)).toThrow(line)
})

test('a name that is like a variable which is set as well is somebody else’s', () => {
  expect(loadConfig({ DISCORD_TOKENS: 'x', DISCORD_TOKEN: token }).discord.token).toBe(token)
})
