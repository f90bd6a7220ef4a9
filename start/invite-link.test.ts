import { PermissionsBitField } from 'discord.js'
import { expect, test } from 'vitest'
import { inviteLink } from './invite-link.ts'

test('the invite asks for the seven permissions, the bot and its commands', () => {
  const link = new URL(inviteLink('123456789012345678'))
  expect(link.searchParams.get('scope')).toBe('bot applications.commands')
  expect(link.searchParams.get('client_id')).toBe('123456789012345678')
  expect(
    new PermissionsBitField(BigInt(link.searchParams.get('permissions') ?? '')).toArray().sort(),
  ).toEqual([
    'AttachFiles',
    'Connect',
    'EmbedLinks',
    'ReadMessageHistory',
    'SendMessages',
    'SendMessagesInThreads',
    'ViewChannel',
  ])
})
