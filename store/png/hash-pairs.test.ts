import { expect, test } from 'vitest'
import { hashPairs } from './hash-pairs.ts'

test('each name once, without what parts the pairs', () => {
  const files = [
    { name: 'Ember (v2)', hash: '0123456789ab' },
    { name: 'ink: thin, black', hash: 'ba9876543210' },
    { name: 'Ember (v2)', hash: '0123456789ab' },
  ]
  expect(hashPairs(files)).toBe('Ember (v2): 0123456789ab, ink thin black: ba9876543210')
  expect(hashPairs([])).toBeUndefined()
})
