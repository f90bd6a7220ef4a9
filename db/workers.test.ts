import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ModelFacts } from '#core/model-facts.ts'
import { testDatabase } from '#test/support/test-database.ts'
import { heartbeat, knownModels, registerWorker } from './workers.ts'

const database = testDatabase()

const facts: ModelFacts = {
  name: 'tiny',
  width: 64,
  height: 64,
  steps: 20,
  guidance: 7.5,
  scheduler: 'ddim',
  sizeMultiple: 8,
}

async function registered(models: ModelFacts[]): Promise<string> {
  const id = randomUUID()
  await registerWorker(database.db, { id, host: 'here', pid: 1, device: 'cpu', models, slots: 1 })
  return id
}

test('a worker that starts again takes nobody their upscalers, until it has found out which there are', async () => {
  await registered([{ ...facts, upscalers: [{ name: '4x', factor: 4 }] }])
  const id = await registered([{ ...facts, steps: 30 }])
  expect(await knownModels(database.db)).toEqual([
    { ...facts, steps: 30, upscalers: [{ name: '4x', factor: 4 }] },
  ])
  const told = [{ ...facts, upscalers: [] }]
  await heartbeat(database.db, id, { speed: null, slots: 1, models: told })
  expect(await knownModels(database.db)).toEqual(told)
})
