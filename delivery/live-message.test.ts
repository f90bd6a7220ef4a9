import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { notice } from '#messages/notice.ts'
import { type LiveEdit, liveMessage } from './live-message.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
const says = (content: string) => (): LiveEdit => ({ body: notice(content), files: [] })

function message(edit: (content: string) => Promise<void>) {
  return liveMessage({ edit: ({ body }) => edit(body.content), intervalMs: 2000, logger })
}

test('the first edit goes out at once, then the newest of each interval', async () => {
  const shown: string[] = []
  const live = message(async (content) => void shown.push(content))
  for (let step = 1; step <= 5; step++) live.show(says(`step ${step}`))
  await vi.advanceTimersByTimeAsync(0)
  expect(shown).toEqual(['step 1'])
  live.show(says('step 6'))
  await vi.advanceTimersByTimeAsync(1900)
  live.show(says('step 7'))
  expect(shown).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(200)
  expect(shown).toEqual(['step 1', 'step 7'])
  await live.stop()
})

test('one edit is in flight: a slow Discord slows the edits down', async () => {
  let inFlight = 0
  let most = 0
  const live = message(async () => {
    most = Math.max(most, ++inFlight)
    await new Promise((resolve) => setTimeout(resolve, 7000))
    inFlight--
  })
  for (let second = 0; second < 20; second++) {
    live.show(says(`second ${second}`))
    await vi.advanceTimersByTimeAsync(1000)
  }
  expect(most).toBe(1)
  const stopped = live.stop()
  await vi.advanceTimersByTimeAsync(7000)
  await stopped
})

test('stopping waits for what is in flight and drops what waits', async () => {
  const shown: string[] = []
  const live = message(async (content) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    shown.push(content)
  })
  live.show(says('first'))
  await vi.advanceTimersByTimeAsync(100)
  live.show(says('second'))
  let stopped = false
  const stopping = live.stop().then(() => (stopped = true))
  await vi.advanceTimersByTimeAsync(300)
  expect(stopped).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  await stopping
  live.show(says('third'))
  await vi.advanceTimersByTimeAsync(5000)
  expect(shown).toEqual(['first'])
})

test('a failed edit does not end the later ones', async () => {
  const shown: string[] = []
  const live = message(async (content) => {
    if (content === 'bad') throw new Error('500')
    shown.push(content)
  })
  live.show(says('bad'))
  await vi.advanceTimersByTimeAsync(0)
  live.show(says('good'))
  await vi.advanceTimersByTimeAsync(2000)
  expect(shown).toEqual(['good'])
  await live.stop()
})
