import { expect, test } from 'vitest'
import { blockedWordKey, findBlockedWord } from './blocked-words.ts'

test.each([
  ['a Zombie walks', 'zombie'],
  ['ZOMBIE!', 'zombie'],
  ['a zómbïe', 'zombie'],
  ['a zombie', 'Zómbie'],
  ['z\u200Bombie', 'zombie'],
  ['zom\u00ADbie', 'zombie'],
  ['ｚｏｍｂｉｅ', 'zombie'],
  ['foo_zombie_bar', 'zombie'],
  ['a walking, dead man', 'walking dead'],
  ['große STRASSE', 'straße'],
  ['Кровь и снег', 'кровь'],
  ['一个僵尸在走', '僵尸'],
])('%s is refused for %s', (prompt, word) => {
  expect(findBlockedWord(prompt, ['other', word])).toBe(word)
})

test.each([
  ['zombies everywhere', 'zombie'],
  ['Scunthorpe', 'thorpe'],
  ['dead walking', 'walking dead'],
  ['anything', '…'],
  ['anything', ''],
])('%s is not refused for %s', (prompt, word) => {
  expect(findBlockedWord(prompt, [word])).toBeUndefined()
})

test('nothing is left of punctuation alone', () => {
  expect(blockedWordKey(' .,!* ')).toBe('')
  expect(blockedWordKey(' The  Walking-Dead ')).toBe('the walking dead')
})
