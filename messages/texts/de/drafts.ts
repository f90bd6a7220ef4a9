import type { DraftsTexts } from '#messages/texts/en/drafts.ts'
import { isOne, pictures } from './plural.ts'

export const draftsDe: DraftsTexts = {
  question: (count, left) =>
    `Das malt **${pictures(count)}** und kostet ebenso viele. Für heute hast du noch ${left}.`,
  times: (count) => pictures(count),
  more: (count) => (isOne(count) ? '… und noch eines' : `… und ${count} weitere`),
  paint: (count) => `${pictures(count)} malen`,
  notNow: 'Nicht jetzt',
  started: (count) => `Unterwegs: ${pictures(count)}.`,
  underway: 'Dazu hast du schon ja gesagt: Die Bilder sind unterwegs.',
  dropped: 'Nichts wurde gemalt, und es hat dich nichts gekostet.',
  gone: 'Diese Frage ist zu alt für eine Antwort. Nichts wurde gemalt; frag noch einmal, wenn du es noch willst.',
  tooManyPermutations: (most) =>
    `Die Gruppen in Klammern ergeben mehr als ${most} ${isOne(most) ? 'Kombination' : 'Kombinationen'}. Lass ein paar weg und versuch es noch einmal.`,
  twice: (prompt) =>
    `„${prompt}“ steht zweimal mit demselben Seed da und wäre dasselbe Bild. Lass es einmal weg, oder lass den Seed weg.`,
  malformed: {
    open: (at) =>
      `Bei „${at}“ geht eine Klammer auf und nie zu. Schließ sie mit } oder schreib \`\\{\` für das Zeichen selbst.`,
    closed: (at) =>
      `Bei „${at}“ geht eine Klammer zu, die nie aufging. Öffne sie mit { oder schreib \`\\}\` für das Zeichen selbst.`,
    empty: (at) =>
      `In der Gruppe „${at}“ fehlt ein Wort. Schreib sie wie {rot, blau}, oder \`\\{\` für das Zeichen selbst.`,
  },
}
