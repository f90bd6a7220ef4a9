import { expect, test } from 'vitest'
import { readPicture } from './read-picture.ts'

const read = (text: string) => Buffer.from(readPicture(text, 'image')).toString()
const encoded = Buffer.from('a picture of a dragon').toString('base64')

test('base64 as shells, browsers and plugins write it', () => {
  const lines = encoded.replaceAll(/(.{8})/g, '$1\r\n')
  const ways = [
    encoded,
    lines,
    `data:image/png;base64,${encoded}`,
    `data:image/png;base64, ${encoded}`,
    `${encoded.slice(0, 4)} ${encoded.slice(4)}\n`,
    `data:image/jpeg;charset=utf-8;base64,${encoded}`,
  ]
  for (const way of ways) expect(read(way)).toBe('a picture of a dragon')
})

test('addresses, paths and words are no pictures', () => {
  for (const text of [
    'https://example.org/a.png',
    'file:///etc/passwd',
    'a picture!',
    '',
    'data:image/png,abc',
    ' \n',
    '====',
    'YQ=b',
  ])
    expect(() => read(text)).toThrow(/"image" is/)
})
