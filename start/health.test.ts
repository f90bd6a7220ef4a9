import { expect, test } from 'vitest'
import { healthRoutes, type HealthSources } from './health.ts'

const worker = {
  host: 'painter-1',
  device: 'cpu',
  models: [{ name: 'dragon-mini' }],
  slots: 1,
  speed: null,
  opening: null,
}
const well: HealthSources = {
  model: 'dragon-mini',
  database: async () => ({ kind: 'embedded' }),
  queue: async () => ({ kind: 'postgres' }),
  workers: async () => [worker],
  discord: () => ({ kind: 'real', connected: true }),
}
const away = async () => {
  throw new Error('connect ECONNREFUSED')
}

async function ask(sources: HealthSources | string) {
  const response = await healthRoutes(() => sources).request('/api/health')
  return { status: response.status, body: await response.json() }
}

test('200 once pictures can be painted, and what is alive', async () => {
  expect(await ask(well)).toMatchObject({
    status: 200,
    body: {
      status: 'ok',
      reasons: [],
      database: { kind: 'embedded' },
      queue: { kind: 'postgres' },
      workers: [{ host: 'painter-1', device: 'cpu', models: ['dragon-mini'] }],
    },
  })
})

test.each([
  ['while it starts', 'the database is being started', ['the database is being started']],
  [
    'without a live worker',
    { ...well, workers: async () => [] },
    ['no live worker has the model dragon-mini'],
  ],
  [
    'while the only worker with the model opens it',
    {
      ...well,
      workers: async () => [
        { ...worker, opening: { device: 'webgpu', doing: 'compiling' as const, since: Date.now() - 40_000 } },
      ],
    },
    [expect.stringMatching(/^the painter is opening on webgpu: compiling shaders, 4\d s so far$/)],
  ],
  [
    'with workers of other models only',
    { ...well, model: 'sd-1.5' },
    ['no live worker has the model sd-1.5'],
  ],
  [
    'while the bot is away from Discord',
    { ...well, discord: () => ({ kind: 'real', connected: false }) },
    ['the bot is not connected to Discord'],
  ],
  [
    'without its database',
    { ...well, database: away, workers: away },
    ['the database does not answer: connect ECONNREFUSED'],
  ],
  ['without its queue', { ...well, queue: away }, ['the queue does not answer: connect ECONNREFUSED']],
])('503 with the reason %s', async (_when, sources, reasons) => {
  expect(await ask(sources)).toMatchObject({ status: 503, body: { status: 'unavailable', reasons } })
})
