import { expect, test } from 'vitest'
import { environmentSchema } from './config.ts'
import { meantBy } from './misspelt.ts'

const known = Object.keys(environmentSchema.shape)

test.each([
  ['DISCORD_TOKN', 'DISCORD_TOKEN'],
  ['DISCORD_TOKEN_', 'DISCORD_TOKEN'],
  ['discord_token', 'DISCORD_TOKEN'],
  ['MODLE', 'MODEL'],
  ['DEVCIE', 'DEVICE'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['OWNER_ID', 'OWNER_IDS'],
  ['MAX_STEP', 'MAX_STEPS'],
])('%s was meant to be %s', (name, meant) => {
  expect(meantBy(name, known)).toBe(meant)
})

test.each([
  'PATH',
  'HOME',
  'MODE',
  'SHELL',
  'HF_HOME',
  'HTTP_PROXY',
  'HTTPS_PORT',
  'PGDATABASE',
  'NODE_ENV',
  'LOGNAME',
])('%s is somebody else’s', (name) => {
  expect(meantBy(name, known)).toBeUndefined()
})
