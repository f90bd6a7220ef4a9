import { expect, test } from 'vitest'
import { EventQueue } from './event-queue.ts'

async function all<Event>(queue: EventQueue<Event>): Promise<Event[]> {
  const events: Event[] = []
  for await (const event of queue.drain()) events.push(event)
  return events
}

test('events come in order, those pushed before and while somebody waits', async () => {
  const queue = new EventQueue<number>()
  queue.push(1)
  const taken = all(queue)
  setImmediate(() => {
    queue.push(2)
    queue.push(3)
    queue.end()
    queue.push(4)
  })
  expect(await taken).toEqual([1, 2, 3])
})

test('a failure is told at once, instead of what was not yet taken', async () => {
  const queue = new EventQueue<number>()
  queue.push(1)
  queue.fail(new Error('broken'))
  await expect(all(queue)).rejects.toThrow('broken')
})

test('what ended does not fail afterwards', async () => {
  const queue = new EventQueue<number>()
  queue.push(1)
  queue.end()
  queue.fail(new Error('too late'))
  expect(await all(queue)).toEqual([1])
})
