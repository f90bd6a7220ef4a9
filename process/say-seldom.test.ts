import { expect, test } from 'vitest'
import { createLogger } from '#process/logger.ts'
import { saySeldom } from './say-seldom.ts'

test('a queue that is away is said once, and again a minute later; what is new is said at once', () => {
  const lines: string[] = []
  const destination = { write: (line: string) => lines.push(line) }
  const logger = createLogger({ name: 'test', level: 'info', pretty: false, destination })
  let now = 0
  const say = saySeldom(logger, 'the queue reports an error', { queue: 'paint-x' }, () => now)
  const refused = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  for (; now < 59_000; now += 250) say(refused())
  expect(lines).toHaveLength(1)
  say(new Error('Missing lock'))
  expect(lines).toHaveLength(2)
  // As drizzle throws what it was told.
  say(new Error('Failed query: select 1', { cause: refused() }))
  expect(lines).toHaveLength(2)
  now = 61_000
  say(refused())
  expect(lines).toHaveLength(3)
})
