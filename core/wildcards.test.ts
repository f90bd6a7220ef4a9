import { expect, test } from 'vitest'
import { drawWildcards, isWildcardName, listsMeant, wildcardWords } from './wildcards.ts'

const lists: Record<string, string[]> = {
  colour: ['red', 'blue'],
  'animals/sea': ['whale'],
  thing: ['__colour__ boat'],
  loop: ['__loop__'],
  round: ['__about__'],
  about: ['a __round__'],
  partly: ['__partly__ twice', 'once'],
  nothing: [],
  lost: ['a __planet__'],
  doubled: ['__colour__ __colour__'],
}
const wordsOf = async (name: string) => lists[name]
const draw = (prompt: string, ...numbers: number[]) =>
  drawWildcards(prompt, wordsOf, () => numbers.shift() ?? 0)

test('each wildcard is a word of its list, drawn anew', async () => {
  expect(await draw('a __colour__ dragon, __colour__ sky', 0.1, 0.9)).toEqual({
    outcome: 'drawn',
    prompt: 'a red dragon, blue sky',
  })
  expect(await draw('a __animals/sea__')).toEqual({ outcome: 'drawn', prompt: 'a whale' })
})

test('words may hold wildcards; what leads back to where it comes from is not drawn', async () => {
  expect(await draw('__thing__', 0, 0.5)).toEqual({ outcome: 'drawn', prompt: 'blue boat' })
  expect(await draw('__doubled__', 0, 0.9, 0)).toEqual({ outcome: 'drawn', prompt: 'blue red' })
  expect(await draw('__partly__ __partly__', 0, 0.9)).toEqual({ outcome: 'drawn', prompt: 'once once' })
})

test('lists that only lead round in a circle are named, and those without words', async () => {
  expect(await draw('__loop__')).toEqual({ outcome: 'endless', name: 'loop' })
  expect(await draw('a __round__')).toEqual({ outcome: 'endless', name: 'about' })
  expect(await draw('a __nothing__')).toEqual({ outcome: 'empty', name: 'nothing' })
})

test('lists that lead on and on come to an end', async () => {
  const onAndOn = async (name: string) => [`__${name}a__`]
  expect(await drawWildcards('__a__', onAndOn, () => 0)).toMatchObject({ outcome: 'endless' })
  const many = async (name: string) => [name === 'z' ? 'end' : '__b__ '.repeat(40)]
  expect(await drawWildcards('__c__', many, () => 0)).toMatchObject({ outcome: 'endless' })
  const wide = async (name: string) => [name.length > 4 ? 'end' : `__${name}b__ `.repeat(40)]
  expect(await drawWildcards('__c__', wide, () => 0)).toMatchObject({ outcome: 'endless' })
})

test('an unknown list is named; underscores of other kinds are text', async () => {
  expect(await draw('a __planet__')).toEqual({ outcome: 'unknown', name: 'planet' })
  expect(await draw('a __lost__')).toEqual({ outcome: 'unknown', name: 'planet' })
  expect(await draw('snake_case ____ __')).toEqual({ outcome: 'drawn', prompt: 'snake_case ____ __' })
})

test('a list has one word a line', () => {
  expect(wildcardWords('red\r\n\n# cold ones\nblue # as the sky\n')).toEqual(['red', 'blue'])
})

test('a list of any system: line ends, byte order mark, empty lines, remarks', () => {
  expect(wildcardWords('\uFEFFred\rblue\r\ngreen\n\n \t \n# a remark\n  two words  \n')).toEqual([
    'red',
    'blue',
    'green',
    'two words',
  ])
  expect(wildcardWords('')).toEqual([])
  expect(wildcardWords('# nothing yet')).toEqual([])
})

test('a name means a list whatever its case and accents, or several with a star', () => {
  const names = ['animals/land/cat', 'animals/sea', 'animals/sky', 'Colour', 'e\u0301te\u0301', 'sea']
  expect(listsMeant('sea', names)).toEqual(['sea'])
  expect(listsMeant('colour', names)).toEqual(['Colour'])
  expect(listsMeant('\u00e9t\u00e9', names)).toEqual(['e\u0301te\u0301'])
  expect(listsMeant('animals/s*', names)).toEqual(['animals/sea', 'animals/sky'])
  expect(listsMeant('animals/*', names)).toEqual(['animals/sea', 'animals/sky'])
  expect(listsMeant('animals/**', names)).toEqual(['animals/land/cat', 'animals/sea', 'animals/sky'])
  expect(listsMeant('anim.ls/sea', names)).toEqual([])
})

test('a name that no prompt could write is none', () => {
  expect(['colour', 'animals/sea', 'hair (dark)', 'été', 'e\u0301'].filter(isWildcardName)).toHaveLength(5)
  expect(['two__parts', '', ' led', '(a)', 'a,b'].filter(isWildcardName)).toEqual([])
})
