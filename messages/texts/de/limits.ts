import type { LimitsTexts } from '#messages/texts/en/limits.ts'
import { isOne, pictures, requests, steps } from './plural.ts'

const because = (reason: string | null) => (reason === null ? '' : ` Der Grund: ${reason}`)

export const limitsDe: LimitsTexts = {
  banned: (reason) =>
    `Der Betreiber dieses Bots lässt für dich nicht mehr malen.${because(reason)} Hältst du das für einen Irrtum, frag ihn.`,
  paused: (reason) =>
    `Im Moment nehme ich keine neuen Bilder an.${because(reason)} Bitte versuch es später noch einmal.`,
  draining: (reason) =>
    `Ich werde gleich neu gestartet und nehme keine neuen Bilder an.${because(reason)} Was du schon bestellt hast, kommt noch. Bitte versuch es in ein paar Minuten noch einmal.`,
  channel: (channels) => `Dieser Server möchte Bilder in anderen Kanälen: ${channels}. Frag dort.`,
  age: 'Dieser Server möchte Bilder nur in Kanälen mit Altersbeschränkung. Frag in einem davon.',
  ageOfModel: (model) =>
    `Das Modell „${model}“ malt nur in Kanälen mit Altersbeschränkung. Frag in einem davon, oder nimm ein anderes Modell.`,
  ageOfLora: (name) =>
    `Das LoRA „${name}“ malt nur in Kanälen mit Altersbeschränkung. Frag in einem davon, oder lass es weg.`,
  word: (word) =>
    `Dieser Server möchte „${word}“ nicht in Prompts. Sag es mit anderen Worten und versuch es noch einmal.`,
  stepsOfTier: (most, tier) =>
    `Deine Stufe „${tier}“ hat höchstens ${steps(most)} je Bild. Versuch es mit weniger; \`/kontingent\` zeigt, was du hast.`,
  stepsOfServer: (most) => `Dieser Server erlaubt höchstens ${steps(most)} je Bild. Versuch es mit weniger.`,
  stepsOfOperator: (most) =>
    `Der Betreiber dieses Bots erlaubt höchstens ${steps(most)} je Bild. Versuch es mit weniger.`,
  sizeOfOperator: (size) =>
    `Der Betreiber dieses Bots erlaubt Bilder bis ${size}. Versuch es mit einer kleineren Größe.`,
  sizeOfTier: (size, tier) =>
    `Deine Stufe „${tier}“ hat Bilder bis ${size}. Versuch es mit einer kleineren Größe; \`/kontingent\` zeigt, was du hast.`,
  sizeOfServer: (size) => `Dieser Server erlaubt Bilder bis ${size}. Versuch es mit einer kleineren Größe.`,
  waitingPerPerson: (limit) =>
    isOne(limit)
      ? 'Du hast schon ein Bild in der Warteschlange, und mehr als eines zugleich geht nicht. Frag noch einmal, wenn es fertig ist.'
      : `Du hast ${requests(limit)} in der Warteschlange, mehr sind nicht erlaubt. Frag noch einmal, wenn einer fertig ist; \`/warteschlange\` zeigt sie.`,
  waiting: (limit) =>
    `Die Warteschlange ist voll: ${requests(limit)} ${isOne(limit) ? 'wartet' : 'warten'} schon. Bitte versuch es später noch einmal; \`/warteschlange\` zeigt, wie es steht.`,
  wayOut: {
    admin: 'Wer den Server verwalten darf, kann dir mit `/stufe vergeben` mehr geben.',
    operator: 'Der Betreiber des Bots kann diese Grenze anheben.',
    variable: (name) => `Als Betreiber hebst du die Grenze mit \`${name}\` an.`,
  },
  notEnoughLeft: {
    tier: (asked, left, reset) =>
      `Das ${isOne(asked) ? 'wäre' : 'wären'} ${pictures(asked)}, und von denen deiner Stufe ${isOne(left) ? 'ist für heute noch eines' : `sind für heute noch ${left}`} übrig. Nimm weniger; neue gibt es ${reset}.`,
    person: (asked, left, reset) =>
      `Das ${isOne(asked) ? 'wäre' : 'wären'} ${pictures(asked)}, und von dem, was dieser Bot am Tag für eine Person malt, über alle Server, ${isOne(left) ? 'ist noch eines' : `sind noch ${left}`} übrig. Nimm weniger; neue gibt es ${reset}.`,
    server: (asked, left, reset) =>
      `Das ${isOne(asked) ? 'wäre' : 'wären'} ${pictures(asked)}, und dieser Server hat für heute noch ${isOne(left) ? 'eines' : left}. Nimm weniger; neue gibt es ${reset}.`,
  },
  beyondTier: (used, limit, reset) =>
    `Du hattest heute ${pictures(used)}, und deine Stufe hat jetzt ${limit} am Tag. Neue gibt es ${reset}.`,
  placesLeft: (asked, left) =>
    `Das ${isOne(asked) ? 'wäre' : 'wären'} ${requests(asked)} in der Warteschlange, und dort ist noch Platz für ${isOne(left) ? 'einen' : left}. Nimm weniger, oder warte, bis andere fertig sind; \`/warteschlange\` zeigt sie.`,
  size: (pixels, square) => `${square} (${pixels} Pixel im Ganzen)`,
}
