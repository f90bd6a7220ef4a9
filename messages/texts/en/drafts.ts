/** What people read who are asked before something starts. */
export const draftsEn = {
  question: (pictures: number, left: number) =>
    `This paints **${pictures} pictures**, and costs as many. You have ${left} left for today.`,
  times: (count: number) => `${count} pictures`,
  more: (count: number) => (count === 1 ? '… and one more' : `… and ${count} more`),
  paint: (pictures: number) => `Paint ${pictures} pictures`,
  notNow: 'Not now',
  started: (pictures: number) => `On their way: ${pictures} pictures.`,
  underway: 'You have said yes to this already: the pictures are on their way.',
  dropped: 'Nothing was painted, and it cost you nothing.',
  gone: 'This question is too old to be answered. Nothing was painted; ask again if you still want it.',
  tooManyPermutations: (most: number) =>
    `The groups in braces make more than ${most} combinations. Leave some out and try again.`,
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
