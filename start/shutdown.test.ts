import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listenForShutdown } from './shutdown.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol('open')
  return (await Promise.race([promise, Promise.resolve(open)])) !== open
}

test('a Ctrl-C that npm passes on as well is one; one that comes later hurries', async () => {
  const source = new EventEmitter()
  const shutdown = listenForShutdown(source)
  expect(shutdown.isRequested()).toBe(false)
  source.emit('SIGINT', 'SIGINT')
  expect(await shutdown.requested).toBe('SIGINT')
  vi.advanceTimersByTime(50)
  source.emit('SIGINT', 'SIGINT')
  expect(await isSettled(shutdown.hurried)).toBe(false)
  vi.advanceTimersByTime(2000)
  source.emit('SIGINT', 'SIGINT')
  expect(await isSettled(shutdown.hurried)).toBe(true)
  shutdown.dispose()
  expect(source.eventNames()).toEqual([])
})
