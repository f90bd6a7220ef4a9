import { expect, test } from 'vitest'
import { notice } from '#messages/notice.ts'
import { afterFirstPress } from './after-first-press.ts'
import type { Work } from './work.ts'

/** Works of every kind that a second press must not do again, and how each is done. */
const works = (done: () => void): { work: Work; run: (work: Work) => Promise<unknown> }[] => [
  {
    work: {
      acknowledge: 'private',
      answer() {
        done()
        return Promise.resolve({ body: notice('done') })
      },
    },
    run: async (work) => work.acknowledge === 'private' && work.answer(),
  },
  {
    work: {
      acknowledge: 'update',
      update() {
        done()
        return Promise.resolve(undefined)
      },
    },
    run: async (work) => work.acknowledge === 'update' && work.update(),
  },
  {
    work: {
      acknowledge: 'parts',
      underway: 'They are on their way.',
      async *parts() {
        done()
        yield await Promise.resolve({ body: notice('done') })
      },
    },
    run: async (work) => work.acknowledge === 'parts' && drained(work.parts()),
  },
]

test('nothing is done before a press is known to be the first, and then it is', async () => {
  let count = 0
  for (const { work, run } of works(() => (count += 1))) {
    let resolve: (isFirst: boolean) => void = () => {}
    const isFirst = new Promise<boolean>((said) => {
      resolve = said
    })
    const before = count
    const running = run(afterFirstPress(work, isFirst, 'en-US'))
    await new Promise(setImmediate)
    expect(count).toBe(before)
    resolve(true)
    await running
    expect(count).toBe(before + 1)
  }
})

test('a press that turns out to be the second is refused, and does nothing', async () => {
  for (const { work, run } of works(() => expect.unreachable('it was done twice'))) {
    const second = afterFirstPress(work, Promise.resolve(false), 'en-US')
    await expect(run(second)).rejects.toThrow('You pressed that twice in a row.')
  }
})

async function drained(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts);
}
