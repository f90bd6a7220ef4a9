import { expect, test } from 'vitest'
import { isDatabaseAway } from './database-away.ts'

const withCode = (code: string) => Object.assign(new Error(code), { code })

test.each(['57P01', '57P03', 'ECONNREFUSED', 'CONNECTION_CLOSED'])('%s passes by itself', (code) => {
  expect(isDatabaseAway(withCode(code))).toBe(true)
  // As drizzle throws it.
  expect(isDatabaseAway(new Error('Failed query: select 1', { cause: withCode(code) }))).toBe(true)
})

test.each([withCode('23505'), withCode('28P01'), new Error('57P01'), '57P01', undefined])(
  '%s does not',
  (error) => {
    expect(isDatabaseAway(error)).toBe(false)
  },
)
