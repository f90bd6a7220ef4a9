import { PermissionFlagsBits, PermissionsBitField, type RepliableInteraction } from 'discord.js'
import { expect, test } from 'vitest'
import { textsFor } from '#messages/texts/texts.ts'
import { neededPermissions } from '#start/invite-link.ts'
import { requireChannelPermissions } from './channel-permissions.ts'

type Place = Pick<RepliableInteraction, 'guildId' | 'channel' | 'appPermissions'>

const all = Object.values(neededPermissions)
function asked(kind: 'text' | 'thread' | 'voice', without: bigint[] = []): Place {
  const has = new PermissionsBitField(all.filter((bit) => !without.includes(bit)))
  const channel = { isThread: () => kind === 'thread', isVoiceBased: () => kind === 'voice' }
  // Of a channel only these two questions are asked.
  return { guildId: '1', channel, appPermissions: has.freeze() } as unknown as Place
}
const refusalOf = (place: Place) => {
  try {
    requireChannelPermissions(place, textsFor('en-US'))
    return undefined
  } catch (error) {
    return String(error)
  }
}

test('what the invite asks for is enough everywhere', () => {
  for (const kind of ['text', 'thread', 'voice'] as const) expect(refusalOf(asked(kind))).toBeUndefined()
})

test('each permission that is missing is named before anything is painted', () => {
  const { Connect, ReadMessageHistory, SendMessagesInThreads, AttachFiles } = PermissionFlagsBits
  expect(refusalOf(asked('voice', [Connect]))).toContain('the permission Connect.')
  expect(refusalOf(asked('text', [Connect, SendMessagesInThreads]))).toBeUndefined()
  expect(refusalOf(asked('text', [ReadMessageHistory, AttachFiles]))).toContain(
    'Attach Files, Read Message History',
  )
  expect(refusalOf(asked('thread', [SendMessagesInThreads]))).toContain('Send Messages in Threads')
})
