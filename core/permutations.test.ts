import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxPermutations, permutationsOf } from './permutations.ts'

const promptsOf = (text: string) => {
  const it = permutationsOf(text)
  return it.outcome === 'prompts' ? it.prompts : expect.fail(`${text} is ${it.outcome}`)
}

test('one group, several groups, groups in groups', () => {
  expect(promptsOf('a {red, blue} dragon')).toEqual(['a red dragon', 'a blue dragon'])
  expect(promptsOf('{red,blue} {dragon, whale}')).toEqual([
    'red dragon',
    'red whale',
    'blue dragon',
    'blue whale',
  ])
  expect(promptsOf('a {seagull {on a pier, at sea}, cat}')).toEqual([
    'a seagull on a pier',
    'a seagull at sea',
    'a cat',
  ])
  expect(promptsOf('a dragon {--ar 3:2, --ar 2:3 --seed 7}')).toEqual([
    'a dragon --ar 3:2',
    'a dragon --ar 2:3 --seed 7',
  ])
})

test('a group of one is that one; the same twice is two', () => {
  expect(promptsOf('a {very} red dragon')).toEqual(['a very red dragon'])
  expect(promptsOf('{red, red}')).toEqual(['red', 'red'])
})

test('escaped braces and commas are the characters', () => {
  expect(promptsOf(String.raw`a \{b, c\}`)).toEqual(['a {b, c}'])
  expect(promptsOf(String.raw`{red\, blue, green}, \, \x`)).toEqual([
    String.raw`red, blue, \, \x`,
    String.raw`green, \, \x`,
  ])
})

test('braces that make no sense, and where', () => {
  expect(permutationsOf('a {red, blue dragon')).toEqual({
    outcome: 'malformed',
    why: 'open',
    at: '{red, blue dragon',
  })
  expect(permutationsOf('red} dragon')).toEqual({ outcome: 'malformed', why: 'closed', at: '} dragon' })
  for (const text of ['{}', '{red,}', '{,red}', '{red, , blue}', '{red, { }}']) {
    expect(permutationsOf(text)).toMatchObject({ outcome: 'malformed', why: 'empty' })
  }
})

test('more than may be, however many', () => {
  expect(promptsOf('{a,b}{a,b}{a,b}{a,b}')).toHaveLength(maxPermutations)
  expect(permutationsOf('{a,b}{a,b}{a,b}{a,b}{a,b}')).toEqual({ outcome: 'too many' })
  expect(permutationsOf('{a,b}'.repeat(400))).toEqual({ outcome: 'too many' })
  expect(permutationsOf('{'.repeat(2000))).toMatchObject({ outcome: 'malformed', why: 'open' })
})

test('a text without braces is itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!/[{}]/.test(text))
      expect(promptsOf(text)).toEqual([text.trim()])
    }),
  )
})

const word = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() === text)
const escaped = (text: string) => text.replaceAll(/[{},]/g, (character) => `\\${character}`)

test('each alternative of a group with each of the others, in order, whatever is in them', () => {
  const group = fc.array(
    // A backslash at the end would escape the comma behind it.
    word.filter((text) => !text.includes('\\')),
    { minLength: 1, maxLength: 4 },
  )
  fc.assert(
    fc.property(group, group, (first, second) => {
      const written = [first, second].map((words) => `{${words.map(escaped).join(' , ')}}`)
      const pairs = first.flatMap((one) => second.map((other) => `${one} of ${other}`))
      expect(promptsOf(written.join(' of '))).toEqual(pairs)
    }),
  )
})

test('whatever is typed comes to prompts, or to a word about what is wrong', () => {
  const typed = fc.array(fc.constantFrom('{', '}', ',', '\\', ' ', 'a', '🐉'), { maxLength: 40 })
  fc.assert(
    fc.property(typed, (pieces) => {
      const text = pieces.join('')
      const it = permutationsOf(text)
      if (it.outcome === 'malformed') expect(text.endsWith(it.at)).toBe(true)
      if (it.outcome !== 'prompts') return
      expect(it.prompts.length).toBeGreaterThan(0)
      expect(it.prompts.length).toBeLessThanOrEqual(maxPermutations)
      for (const prompt of it.prompts) expect(prompt.length).toBeLessThanOrEqual(text.length)
    }),
  )
})
