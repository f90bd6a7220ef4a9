import { maxGuidance, maxSeed, maxSteps, minGuidance, minSteps } from '#core/generation.ts'
import type { CompareTexts } from '#messages/texts/en/compare.ts'
import { isOne } from './plural.ts'

export const compareFr: CompareTexts = {
  labels: {
    steps: (value) => `${value} ${isOne(Number(value)) ? 'étape' : 'étapes'}`,
    guidance: (value) => `guidage ${value}`,
    seeds: (value) => `graine ${value}`,
  },
  open: 'Ouvrir une case…',
  cell: (label, link) => `${label}, de ${link}`,
  alt: (pictures, rows, columns, prompt) =>
    `Une planche de ${pictures} ${isOne(pictures) ? 'image générée' : 'images générées'}. Lignes : ${rows}. Colonnes : ${columns}. Chacune d’après : ${prompt}`,
  rows: (rows) => `Lignes : ${rows}`,
  columns: (columns) => `Colonnes : ${columns}`,
  onePrompt:
    'Une comparaison porte sur un seul prompt : retire les groupes entre accolades, ou utilise `/imagine`.',
  tooFew: 'Cela ne ferait qu’une image. Donne une deuxième valeur à l’une des deux listes.',
  wrong: {
    schedulers: (value) =>
      `« ${value} » n’est pas un scheduler. Écris des noms séparés par des virgules, par exemple : Euler a, DPM++ 2M Karras.`,
    steps: (value) =>
      `« ${value} » n’est pas un nombre d’étapes. Écris des nombres entiers de ${minSteps} à ${maxSteps}, par exemple : 8, 20.`,
    guidance: (value) =>
      `« ${value} » n’est pas un guidage. Écris des nombres de ${minGuidance} à ${maxGuidance}, par exemple : 1 ; 3 ; 7,5.`,
    seeds: (value) =>
      `« ${value} » n’est pas une graine. Écris des nombres entiers de 0 à ${maxSeed}, par exemple : 7, 42.`,
    speeds: (value) => `« ${value} » n’est pas une vitesse. Écris parmi : exact, fast, draft.`,
  },
  twice: (value) => `« ${value} » y est deux fois et donnerait la même image. Retire-le une fois.`,
  none: (option) => `\`${option}\` ne nomme rien. Écris au moins une valeur, ou n’indique pas cette option.`,
  tooMany: (option, most) =>
    most === 1
      ? `\`${option}\` n’est pas un axe de cette comparaison et ne prend qu’une valeur.`
      : `\`${option}\` prend au plus ${most} valeurs : une planche a ${most} lignes et ${most} colonnes.`,
}
