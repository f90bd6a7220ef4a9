import { expect, test } from 'vitest'
import { shared } from './shared.ts'

/** Answers when it is told to. */
function question() {
  const open: ((answer: string | Error) => void)[] = []
  const ask = shared(
    (what: string) =>
      new Promise<string>((resolve, reject) => {
        open.push((answer) => (answer instanceof Error ? reject(answer) : resolve(`${what}: ${answer}`)))
      }),
    (what) => what,
  )
  return { ask, open }
}

test('a thousand that ask at once are two questions: who comes late wants to know what happened since', async () => {
  const { ask, open } = question()
  const first = ask('a')
  const others = Array.from({ length: 999 }, () => ask('a'))
  expect(open).toHaveLength(1)
  open[0]?.('old')
  expect(await first).toBe('a: old')
  expect(open).toHaveLength(2)
  open[1]?.('new')
  expect(new Set(await Promise.all(others))).toEqual(new Set(['a: new']))
  void ask('a')
  expect(open).toHaveLength(3)
})

test('different questions do not wait for each other, and one that fails fails alone', async () => {
  const { ask, open } = question()
  const asked = [ask('a'), ask('b'), ask('a')]
  expect(open).toHaveLength(2)
  open[0]?.(new Error('away'))
  open[1]?.('here')
  await expect(asked[0]).rejects.toThrow('away')
  expect(await asked[1]).toBe('b: here')
  await expect.poll(() => open.length).toBe(3)
  open[2]?.('back')
  expect(await asked[2]).toBe('a: back')
})
