import { expect, test } from 'vitest'
import { outlastOutage } from './outlast-outage.ts'

const away = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }))
const signal = new AbortController().signal

test('what is asked while the database is away is answered once it is back', async () => {
  let asked = 0
  const answer = await outlastOutage(() => (asked++ === 0 ? away() : Promise.resolve('here')), { signal })
  expect([answer, asked]).toEqual(['here', 2])
})

test('an outage that lasts is told, and so is anything else at once', async () => {
  await expect(outlastOutage(away, { signal, patience: -1 })).rejects.toThrow('refused')
  await expect(outlastOutage(() => Promise.reject(new Error('a bug')), { signal })).rejects.toThrow('a bug')
})

test('who went away waits no longer', async () => {
  const gone = new AbortController()
  const answer = outlastOutage(away, { signal: gone.signal })
  gone.abort(new Error('gone'))
  await expect(answer).rejects.toThrow('gone')
})
