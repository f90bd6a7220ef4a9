import { expect, test } from 'vitest'
import { startText, type StartFacts } from './start-text.ts'

const facts: StartFacts = {
  version: '1.2.3',
  nodeVersion: 'v22.0.0',
  url: 'http://127.0.0.1:3000',
  database: 'built in, 127.0.0.1:5432/dragon_wings',
  queue: 'in the database',
  workers: [{ device: 'cuda', models: ['dragon-mini'], slots: 4 }],
  dataDir: '/srv/data',
  discord: {
    kind: 'real',
    name: 'Painter',
    applicationId: '123456789012345678',
    inviteLink: 'https://discord.com/oauth2/authorize?client_id=123456789012345678',
    servers: 'everywhere',
  },
  api: undefined,
  secondsToReady: 3.21,
}

test('a person reads what was found, and where to go on', () => {
  const text = startText(facts, { bold: false })
  for (const part of [
    'Dragon Wings 1.2.3 paints (ready after 3.2 s',
    'dragon-mini',
    'cuda, 4 pictures at once',
    'built in, 127.0.0.1:5432',
    'in the database',
    'Painter (application 123456789012345678)',
    'https://discord.com/oauth2/authorize?client_id=123456789012345678',
    'http://127.0.0.1:3000/api/health',
  ]) {
    expect(text).toContain(part)
  }
  expect(text).not.toContain('\u001B')
})

test('a painter that still opens its model is said so', () => {
  const opening = 'opening on webgpu: compiling shaders, 40 s so far'
  const text = startText(
    { ...facts, workers: [{ device: 'webgpu', models: ['dragon-mini'], slots: 1, opening }] },
    { bold: false },
  )
  expect(text).toContain('answers, and paints soon')
  expect(text).toContain(`${opening}; what is asked for waits until then`)
})

test('without a token it says so, and how to try it', () => {
  const emulated = {
    ...facts,
    api: { key: 'dw_shown' },
    discord: { kind: 'emulated' as const, tryIt: 'curl …', freePicturesPerDay: 1000 },
  }
  const text = startText(emulated, { bold: true })
  expect(text).toContain('http://127.0.0.1:3000/api/docs')
  expect(text).toContain('dw_shown')
  expect(text).toContain('No DISCORD_TOKEN is set')
  expect(text).toContain('curl …')
  expect(text).toContain('Everybody has 1000 pictures a day here. On Discord it would be 10')
  expect(text).not.toContain('Invite')
})
