import { expect, test } from 'vitest'
import { unknownWords } from './unknown-words.ts'

const seen = ['dragon', 'red', 'hot', 'air', 'balloon', 'snow', 'white', 'house']

test.each([
  ['a city with robots, cyberpunk', ['city', 'robots', 'cyberpunk']],
  ['Red dragons over a HOUSE, snow-white', []],
  ['a hot-air balloon, 8k, 35mm, red', ['mm']],
  ['ein roter Drache, 狐', ['ein', 'roter', 'drache']],
  ['city city City', ['city']],
])('%s', (prompt, unknown) => {
  expect(unknownWords([prompt], seen)).toEqual(unknown)
})
