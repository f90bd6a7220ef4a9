import { isOne, pictures } from './plural.ts'

/** What people read who are asked before something starts. */
export const draftsEn = {
  question: (count: number, left: number) =>
    `This paints **${pictures(count)}**, and costs as many. You have ${left} left for today.`,
  times: (count: number) => pictures(count),
  more: (count: number) => (isOne(count) ? '… and one more' : `… and ${count} more`),
  paint: (count: number) => `Paint ${pictures(count)}`,
  notNow: 'Not now',
  started: (count: number) => `On ${isOne(count) ? 'its' : 'their'} way: ${pictures(count)}.`,
  underway: 'You have said yes to this already: the pictures are on their way.',
  dropped: 'Nothing was painted, and it cost you nothing.',
  gone: 'This question is too old to be answered. Nothing was painted; ask again if you still want it.',
  tooManyPermutations: (most: number) =>
    `The groups in braces make more than ${most} ${isOne(most) ? 'combination' : 'combinations'}. Leave some out and try again.`,
  twice: (prompt: string) =>
    `“${prompt}” is there twice with one seed, and would be the same picture. Leave it out once, or leave the seed out.`,
  malformed: {
    open: (at: string) =>
      `A brace is opened at “${at}” and never closed. Close it with } or write \`\\{\` for the character itself.`,
    closed: (at: string) =>
      `A brace is closed at “${at}” that was never opened. Open it with { or write \`\\}\` for the character itself.`,
    empty: (at: string) =>
      `A word is missing in the group “${at}”. Write it like {red, blue}, or \`\\{\` for the character itself.`,
  },
}
export type DraftsTexts = typeof draftsEn
