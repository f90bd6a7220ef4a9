import { expect, test } from 'vitest'
import { sparing } from './lost-transactions.ts'

interface Client {
  unsafe(text: string): Promise<string>
}
type Work = (client: Client) => Promise<unknown>

/** A driver whose connection may close: its transaction rejects then, whatever its work does. */
function driver() {
  const sent: string[] = []
  let close = () => {}
  const client: Client = {
    unsafe(text) {
      sent.push(text)
      return Promise.resolve(text)
    },
  }
  const begin = async (work: Work) => {
    const closed = new Promise((_, reject) => (close = () => reject(new Error('closed'))))
    const scope = async () => {
      try {
        const result = await work(client)
        sent.push('commit')
        return result
      } catch (error) {
        sent.push('rollback')
        throw error
      }
    }
    return Promise.race([scope(), closed])
  }
  // The driver's own types are wider.
  return {
    sent,
    begin: sparing(begin as (...given: unknown[]) => unknown) as typeof begin,
    close: () => close(),
  }
}

/** Whatever is on its way has arrived. */
const quiet = () => new Promise((resolve) => setImmediate(resolve))

test('a transaction of a connection that stands is committed, or rolled back', async () => {
  const { sent, begin } = driver()
  await expect(begin(async (tx) => tx.unsafe('one'))).resolves.toBe('one')
  await expect(
    begin(async (tx) => {
      await tx.unsafe('two')
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  expect(sent).toEqual(['one', 'commit', 'two', 'rollback'])
})

test.each([
  ['goes on', (tx: Client) => tx.unsafe('two')],
  ['ends', () => Promise.resolve('done')],
  ['fails', () => Promise.reject(new Error('of its own'))],
])('on one that has closed nothing is sent any more, when its work %s', async (_, then) => {
  const { sent, begin, close } = driver()
  const begun = begin(async (tx) => {
    await tx.unsafe('one')
    close()
    await quiet()
    return then(tx)
  })
  await expect(begun).rejects.toThrow('closed')
  await quiet()
  await quiet()
  expect(sent).toEqual(['one'])
})

test('an error that says that the connection ends is not followed by a rollback', async () => {
  const { sent, begin, close } = driver()
  const begun = begin(async (tx) => {
    await tx.unsafe('one')
    setImmediate(close)
    throw Object.assign(new Error('terminating connection'), { code: '57P01' })
  })
  await expect(begun).rejects.toThrow('closed')
  await quiet()
  expect(sent).toEqual(['one'])
})
