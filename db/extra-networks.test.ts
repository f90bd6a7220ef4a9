import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { ExtraNetwork } from '#core/extra-networks.ts'
import { testDatabase } from '#test/support/test-database.ts'
import {
  extraNetworksLike,
  extraNetworksNamed,
  extraNetworksOf,
  previewsOf,
  tellExtraNetworks,
} from './extra-networks.ts'
import { registerWorker, signOff } from './workers.ts'

const database = testDatabase({ maxConnections: 3 })

const lora = (name: string, words = ''): ExtraNetwork => ({
  kind: 'lora',
  name,
  words,
  suits: {},
  about: '',
  preview: null,
})
async function worker(): Promise<string> {
  const id = randomUUID()
  await registerWorker(database.db, { id, host: 'here', pid: 1, device: 'cpu', models: [], slots: 1 })
  return id
}
const names = async (typed: string, most = 25) =>
  (await extraNetworksLike(database.db, 'lora', typed, most)).map(({ name }) => name)

test('any number of them: found by name and trigger words, those that begin with it first, each once', async () => {
  const [first, second] = [await worker(), await worker()]
  const many = Array.from({ length: 2500 }, (_, i) => lora(`style ${String(i).padStart(4, '0')}`))
  await tellExtraNetworks(database.db, first, [...many, lora('Ink', 'brush'), lora('blueprint ink')])
  await tellExtraNetworks(database.db, second, [lora('Ink', 'brush'), lora('100%_real')])
  expect(await names('ink')).toEqual(['Ink', 'blueprint ink'])
  expect(await names('BRUSH')).toEqual(['Ink'])
  expect(await names('%')).toEqual(['100%_real'])
  expect(await names('', 25)).toHaveLength(25)
  expect((await extraNetworksNamed(database.db, 'lora', ['INK', 'none'])).map(({ name }) => name)).toEqual([
    'Ink',
  ])
  expect(await extraNetworksOf(database.db, ['lora', 'embedding'])).toHaveLength(2503)
  expect(await extraNetworksOf(database.db, ['model'])).toEqual([])

  await tellExtraNetworks(database.db, first, [lora('Ink')])
  expect(await names('style')).toEqual([])
  await signOff(database.db, second)
  expect(await names('real')).toEqual([])
  // Nobody lives: what they had is the best that is known.
  await signOff(database.db, first)
  expect(await names('real')).toEqual(['100%_real'])
})

test('a preview is kept as it is', async () => {
  const id = await worker()
  const preview = Buffer.from([1, 2, 3])
  await tellExtraNetworks(database.db, id, [
    { ...lora('pictured'), preview, suits: { steps: 4, scheduler: 'lcm' }, about: 'A style.' },
    { ...lora('pictured'), kind: 'model' },
    lora('bare'),
  ])
  const found = await extraNetworksOf(database.db, ['lora', 'model'])
  expect(found).toEqual([
    { kind: 'lora', name: 'bare', words: '', suits: {}, about: '' },
    { kind: 'lora', name: 'pictured', words: '', suits: { steps: 4, scheduler: 'lcm' }, about: 'A style.' },
    { kind: 'model', name: 'pictured', words: '', suits: {}, about: '' },
  ])
  expect(await previewsOf(database.db, found)).toEqual([undefined, preview, undefined])
})
