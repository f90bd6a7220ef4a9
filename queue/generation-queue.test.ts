import { expect, test } from 'vitest'
import { queueName } from './generation-queue.ts'

test('models whose names differ have queues of their own, whatever is in the names', () => {
  const models = [
    'dragon-mini',
    'dragon_mini',
    'dragon mini',
    'dragon:mini',
    'Drachenmodell_ä',
    '龍',
    'sd1.5',
  ]
  const names = models.map(queueName)
  expect(new Set(names).size).toBe(models.length)
  // BullMQ keeps ':' for itself.
  for (const name of names) expect(name).toMatch(/^paint-[\w.-]+$/)
})
