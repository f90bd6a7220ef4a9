import { expect, test } from 'vitest'
import { decodeText } from './decode-text.ts'

const text = 'DISCORD_TOKEN=x\r\nMODEL=größer-狐\r\n'
const utf16 = Buffer.from(text, 'utf16le')

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\u{feff}${text}`)],
  ['UTF-16LE with a mark', Buffer.from(`\u{feff}${text}`, 'utf16le')],
  ['UTF-16BE with a mark', Buffer.from(`\u{feff}${text}`, 'utf16le').swap16()],
  ['UTF-16LE', utf16],
  ['UTF-16BE', Buffer.from(utf16).swap16()],
])('%s', (_name, bytes) => {
  expect(decodeText(bytes)).toBe(text)
})

test('an empty file is an empty text', () => {
  expect(decodeText(new Uint8Array())).toBe('')
  expect(decodeText(Buffer.from('a'))).toBe('a')
})
