import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localDiskStore } from './local-disk.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dragon-wings-store-'))
})
afterAll(() => rm(dir, { recursive: true }))

const id = '0b0e7f4e-6a6c-4f0e-9f5a-3b7a0f0c1d2e'

test('what was put is there, also for another store on the same folder', async () => {
  await localDiskStore(dir).put(id, Buffer.from('first'))
  await localDiskStore(dir).put(id, Buffer.from('second'))
  expect((await localDiskStore(dir).get(id))?.toString()).toBe('second')
  expect(await readdir(join(dir, '0b'))).toEqual([`${id}.png`])
})

test('what was removed, or never was, is undefined', async () => {
  const store = localDiskStore(dir)
  await store.put(id, Buffer.from('picture'))
  await store.remove(id)
  await store.remove(id)
  expect(await store.get(id)).toBeUndefined()
})
