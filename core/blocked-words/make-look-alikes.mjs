// Makes look-alikes.ts of Unicode's table: node core/blocked-words/make-look-alikes.mjs confusables.txt
// The table: https://www.unicode.org/Public/security/latest/confusables.txt (UTS #39).
import { readFileSync, writeFileSync } from 'node:fs'

const table = readFileSync(process.argv[2], 'utf8')
const version = /^# Version: (.+)$/m.exec(table)[1]
const fromHex = (text) =>
  text
    .trim()
    .split(/\s+/)
    .map((code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .join('')
/** As find-blocked-word.ts reads a text before it looks at letters. */
const plain = (text) =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toUpperCase()
    .toLowerCase()

const letters = {}
for (const line of table.split('\n')) {
  const [source, target] = line.replace(/^\uFEFF/, '').split(';')
  if (target === undefined || source.startsWith('#')) continue
  const like = plain(fromHex(target))
  const character = plain(fromHex(source))
  // ASCII is left alone: 1 for l and their like are the business of leet.
  if (!/^[a-z]$/.test(like) || !/^.$/u.test(character) || character < '\u0080') continue
  // What is drawn as l is drawn as i.
  for (const letter of like === 'l' ? ['l', 'i'] : [like]) (letters[letter] ??= new Set()).add(character)
}

const lines = Object.entries(letters)
  .toSorted(([a], [b]) => (a < b ? -1 : 1))
  .map(([letter, alike]) => `  ${letter}: '${[...alike].toSorted((a, b) => (a < b ? -1 : 1)).join('')}',`)
writeFileSync(
  new URL('look-alikes.ts', import.meta.url),
  `/**
 * Characters that look like a Latin letter, in lower case and without what NFKD undoes: of Unicode's confusables.txt ${version} (UTS #39),
 * made by make-look-alikes.mjs. Copyright © Unicode, Inc., Unicode Licence v3 (NOTICE).
 */
export const lookAlikes: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`,
)
