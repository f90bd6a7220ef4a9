import type { LorasTexts } from '#messages/texts/en/loras.ts'

/** Was über LoRAs und Embeddings gesagt wird. */
export const lorasDe: LorasTexts = {
  lists: {
    loras: {
      title: 'LoRAs und Embeddings',
      none: 'Hier gibt es keine LoRAs und keine Embeddings. Der Betreiber legt LoRAs in den Ordner `loras/` im Modellordner.',
      how: 'Wähle ein LoRA mit der Option `lora` von `/imagine` oder schreib `<lora:NAME:0.8>` in den Prompt; ein Embedding ist ein Wort des Prompts.',
    },
    models: {
      title: 'Modelle',
      none: 'Noch hat kein Maler ein Modell genannt. Versuch es gleich noch einmal.',
      how: 'Wähle eines mit der Option `modell` von `/imagine`.',
    },
  },
  weight: (weight) => `Gewicht ${weight}`,
  notYours: 'hier nicht für dich',
  lora: 'LoRA',
  embedding: 'Embedding',
  words: (words) => `Auslösewörter: ${words}`,
  steps: (steps) => `malt in ${steps} ${steps === 1 ? 'Schritt' : 'Schritten'}`,
  page: (page, pages) => `Seite ${page} von ${pages}`,
  before: 'Zurück',
  after: 'Weiter',
  unknown: (names) =>
    `Ein LoRA namens ${names} gibt es hier nicht, dein Bild wird ohne gemalt. \`/lora liste\` zeigt, welche es gibt.`,
  unknownOption: (name) =>
    `Ein LoRA namens „${name}“ gibt es hier nicht. \`/lora liste\` zeigt, welche es gibt.`,
  fewSteps: (names, taken) =>
    `${names} malt in wenigen Schritten, darum nehme ich, was dazu passt: ${taken}. Was du selbst verlangst, geht vor.`,
  weightWithoutLora: '`lora_gewicht` sagt, wie stark ein LoRA wirkt: Wähle mit `lora` auch eines aus.',
}
