import type { APIApplicationCommand } from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { mentionsOf, withCommandMentions } from './command-mentions.ts'
import { escapeMarkup } from './escape.ts'
import { contentMaxLength, embedFieldMaxLength } from './limits.ts'

const commands = [
  { id: '11', name: 'imagine', options: [{ type: 3, name: 'prompt', name_localizations: { de: 'worte' } }] },
  {
    id: '22',
    name: 'tier',
    name_localizations: { de: 'stufe', fr: 'palier' },
    options: [{ type: 1, name: 'set', name_localizations: { de: 'vergeben', fr: 'attribuer' } }],
  },
  {
    id: '33',
    name: 'settings',
    options: [
      {
        type: 2,
        name: 'words',
        options: [
          { type: 1, name: 'test' },
          { type: 1, name: 'block' },
        ],
      },
    ],
  },
  { id: '44', name: 'queue', name_localizations: { fr: 'imagine' } },
  // What Discord tells of a command besides is of no matter here.
] as unknown as APIApplicationCommand[]
const mentions = mentionsOf(commands)
const say = (content: string) => withCommandMentions({ content }, mentions).content

test('a command is mentioned by its own name in every language, a sub-command with its id', () => {
  expect(say('Type `/imagine`.')).toBe('Type </imagine:11>.')
  expect(say('`/tier set`, `/stufe vergeben`, `/palier attribuer`')).toBe(
    '</tier set:22>, </tier set:22>, </tier set:22>',
  )
  expect(say('`/settings words test`')).toBe('</settings words test:33>')
})

test('what is to be given with it stays code', () => {
  expect(say('`/imagine preset:` offers it')).toBe('</imagine:11> `preset:` offers it')
})

test('what nobody can call, or nobody registered, stays as it is', () => {
  for (const text of ['`/tier`', '`/settings words`', '`/stufe set`', '`/nowhere`', '`Reroll`', '/imagine'])
    expect(say(text)).toBe(text)
  expect(withCommandMentions({ content: '`/imagine`' }, new Map())).toEqual({ content: '`/imagine`' })
})

test('what people typed, and blocks of code, stay as they are', () => {
  const text = escapeMarkup('a `/imagine` tower')
  expect(say(text)).toBe(text)
  expect(say('```\n`/imagine`\n``` `/imagine`')).toBe('```\n`/imagine`\n``` </imagine:11>')
})

test('embeds are read where Discord reads mentions, and no text outgrows its limit', () => {
  const long = `${'x'.repeat(embedFieldMaxLength - 12)} \`/imagine\``
  const body = {
    content: `${'x'.repeat(contentMaxLength - 11)} \`/imagine\``,
    embeds: [
      {
        title: '`/imagine`',
        description: '`/imagine`',
        fields: [
          { name: '`/imagine`', value: '`/tier set`' },
          { name: 'long', value: long },
        ],
      },
    ],
  }
  expect(withCommandMentions(body, mentions)).toEqual({
    content: body.content,
    embeds: [
      {
        title: '`/imagine`',
        description: '</imagine:11>',
        fields: [
          { name: '`/imagine`', value: '</tier set:22>' },
          { name: 'long', value: long },
        ],
      },
    ],
  })
})

test('six thousand characters of embeds are not passed', () => {
  const embeds = Array.from({ length: 2 }, () => ({ description: `${'x'.repeat(2988)} \`/imagine\`` }))
  expect(withCommandMentions({ embeds }, mentions)).toEqual({ embeds })
})
