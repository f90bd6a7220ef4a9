import { isOne } from './plural.ts'

/** What `/apikey` says. Names come escaped. */
export const apiKeysEn = {
  title: 'Your API keys',
  created: (name: string, key: string) =>
    `Here is the key **${name}**. It is shown this once: keep it where nobody else sees it.\n||\`${key}\`||\nWhoever has it paints in your name, on your quota, under the rules of this place. \`/apikey revoke\` ends it at once.`,
  off: 'The API is not switched on here yet: your operator sets `API=on`.',
  none: 'You have no keys. `/apikey create` makes one, with which your programs can paint.',
  neverUsed: 'never used',
  used: (when: string) => `last used ${when}`,
  perDay: (count: number) => (isOne(count) ? 'one picture a day' : `${count} pictures a day`),
  limit: (limit: number, when: string) =>
    `This key is for ${isOne(limit) ? 'one picture' : `${limit} pictures`} a day, and they are painted. The count starts again ${when}.`,
  more: (count: number) => `… and ${count} more`,
  tooMany: 'You have as many keys as you may: end one that you don’t use any more with `/apikey revoke`.',
  unknown: (name: string) => `You have no key “${name}”, or more than one: \`/apikey list\` shows them.`,
  revoked: (name: string) => `The key **${name}** is revoked.`,
}
export type ApiKeysTexts = typeof apiKeysEn
