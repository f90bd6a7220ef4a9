import { expect, test } from 'vitest'
import { Gate } from './gate.ts'

test('so many at a time, in order; more slots let more in', async () => {
  let slots = 1
  const gate = new Gate(() => slots)
  const events: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) =>
    gate.pass(async () => {
      events.push(name)
      await new Promise<void>((end) => ends.set(name, end))
      events.push(`${name} ends`)
    })
  const all = ['a', 'b', 'c', 'd'].map((name) => work(name))
  expect(events).toEqual(['a'])
  ends.get('a')?.()
  await all[0]
  expect(events).toEqual(['a', 'a ends', 'b'])
  slots = 2
  gate.open()
  await Promise.resolve()
  expect(events).toEqual(['a', 'a ends', 'b', 'c'])
  ends.get('c')?.()
  await all[2]
  ends.get('b')?.()
  ends.get('d')?.()
  await Promise.all(all)
  expect(events).toHaveLength(8)
})
