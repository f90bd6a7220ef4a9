import { maxGuidance, maxSeed, maxSteps, minGuidance, minSteps } from '#core/generation.ts'
import type { CompareTexts } from '#messages/texts/en/compare.ts'
import { isOne, steps } from './plural.ts'

export const compareDe: CompareTexts = {
  labels: {
    steps: (value) => steps(value),
    guidance: (value) => `Führung ${value}`,
    seeds: (value) => `Seed ${value}`,
  },
  open: 'Ein Feld öffnen …',
  cell: (label, link) => `${label}, aus ${link}`,
  alt: (count, rows, columns, prompt) =>
    `Ein Bogen mit ${count} erzeugten ${isOne(count) ? 'Bild' : 'Bildern'}. Zeilen: ${rows}. Spalten: ${columns}. Jedes zu: ${prompt}`,
  rows: (rows) => `Zeilen: ${rows}`,
  columns: (columns) => `Spalten: ${columns}`,
  onePrompt: 'Verglichen wird ein einziger Prompt: Lass die Gruppen in Klammern weg, oder nimm `/imagine`.',
  tooFew: 'Das wäre ein einziges Bild. Gib einer der beiden Listen einen zweiten Wert.',
  wrong: {
    schedulers: (value) =>
      `„${value}“ ist kein Scheduler. Schreib Namen mit Kommas dazwischen, etwa: Euler a, DPM++ 2M Karras.`,
    steps: (value) =>
      `„${value}“ ist keine Zahl von Schritten. Schreib ganze Zahlen von ${minSteps} bis ${maxSteps}, etwa: 8, 20.`,
    guidance: (value) =>
      `„${value}“ ist keine Führung. Schreib Zahlen von ${minGuidance} bis ${maxGuidance}, etwa: 1; 3; 7,5.`,
    seeds: (value) => `„${value}“ ist kein Seed. Schreib ganze Zahlen von 0 bis ${maxSeed}, etwa: 7, 42.`,
    speeds: (value) => `„${value}“ ist kein Tempo. Schreib davon: exact, fast, draft.`,
  },
  twice: (value) => `„${value}“ steht zweimal da und wäre dasselbe Bild. Lass es einmal weg.`,
  none: (option) => `\`${option}\` nennt nichts. Schreib mindestens einen Wert, oder lass die Option weg.`,
  tooMany: (option, most) =>
    most === 1
      ? `\`${option}\` ist keine Achse dieses Vergleichs und nimmt nur einen Wert.`
      : `\`${option}\` nimmt höchstens ${most} Werte: Ein Bogen hat ${most} Zeilen und ${most} Spalten.`,
}
