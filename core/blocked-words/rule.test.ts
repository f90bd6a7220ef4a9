import { expect, test } from 'vitest'
import { readRules, readStoredRule, storedRule } from './rule.ts'

test('several rules are typed at once; an asterisk makes a wildcard, and without a kind they are stems', () => {
  const { rules, unusable } = readRules('Blóod, The  Walking-Dead;bl*d\n …, a*', null)
  expect(rules.map(storedRule)).toEqual(['stem:blood', 'stem:the walking dead', 'wildcard:bl*d'])
  expect(unusable).toEqual([
    { typed: '…', why: 'no letters' },
    { typed: 'a*', why: 'too few letters' },
  ])
  expect(readRules('ab', 'anywhere').unusable).toEqual([{ typed: 'ab', why: 'too few letters' }])
  expect(readRules('血', 'anywhere').rules).toEqual([{ kind: 'anywhere', text: '血' }])
  expect(readRules('b*d', 'word').rules).toEqual([{ kind: 'word', text: 'b d' }])
})

test('a rule from before there were kinds is a whole word', () => {
  expect(readStoredRule('walking dead')).toEqual({ kind: 'word', text: 'walking dead' })
  expect(readStoredRule('stem:robot')).toEqual({ kind: 'stem', text: 'robot' })
})
