import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
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

test('a clean-up finds every file in its part, also what a crash left half written', async () => {
  const store = localDiskStore(dir)
  await store.put(id, Buffer.from('picture'))
  await writeFile(join(dir, '0b', `${id}.png.crash.tmp`), 'half')
  const files = await store.files(0x0b)
  expect(new Set(files.map((file) => file.id))).toEqual(new Set([id, undefined]))
  expect(files[0]?.changedAt.getTime()).toBeGreaterThan(Date.now() - 60_000)
  await Promise.all(files.map((file) => file.remove()))
  expect(await store.files(0x0b)).toEqual([])
  expect(await store.files(0xff)).toEqual([])
  expect(await store.has(id)).toBe(false)
})

test('its marker is the same for whoever sees the same folder', async () => {
  expect(await localDiskStore(dir).marker()).toBeUndefined()
  await localDiskStore(dir).mark(id)
  expect(await localDiskStore(dir).marker()).toBe(id)
})
