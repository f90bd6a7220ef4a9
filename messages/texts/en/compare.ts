import { maxGuidance, maxSeed, maxSteps, minGuidance, minSteps } from '#core/generation.ts'
import { isOne, steps } from './plural.ts'

/** What `/compare` says, and what its sheets are labelled with. */
export const compareEn = {
  labels: {
    steps: (value: string) => steps(value),
    guidance: (value: string) => `guidance ${value}`,
    seeds: (value: string) => `seed ${value}`,
  },
  open: 'Open a cell…',
  /** Above one cell of a sheet, posted alone. */
  cell: (label: string, link: string) => `${label}, of ${link}`,
  alt: (count: number, rows: string, columns: string, prompt: string) =>
    `A sheet of ${count} generated ${isOne(count) ? 'picture' : 'pictures'}. Rows: ${rows}. Columns: ${columns}. Each of: ${prompt}`,
  rows: (rows: string) => `Rows: ${rows}`,
  columns: (columns: string) => `Columns: ${columns}`,
  onePrompt: 'A comparison is of one prompt: leave the groups in braces out, or ask `/imagine`.',
  tooFew: 'That would be a single picture. Give one of the two lists a second value.',
  wrong: {
    schedulers: (value: string) =>
      `“${value}” is not a scheduler. Write names with commas between them, such as: Euler a, DPM++ 2M Karras.`,
    steps: (value: string) =>
      `“${value}” is not a number of steps. Write whole numbers from ${minSteps} to ${maxSteps}, such as: 8, 20.`,
    guidance: (value: string) =>
      `“${value}” is not a guidance scale. Write numbers from ${minGuidance} to ${maxGuidance}, such as: 1, 3, 7.5.`,
    seeds: (value: string) =>
      `“${value}” is not a seed. Write whole numbers from 0 to ${maxSeed}, such as: 7, 42.`,
    speeds: (value: string) => `“${value}” is not a speed. Write some of: exact, fast, draft.`,
  },
  twice: (value: string) => `“${value}” is there twice, and would be the same picture. Leave it out once.`,
  none: (option: string) => `\`${option}\` names nothing. Write at least one value, or leave the option out.`,
  tooMany: (option: string, most: number) =>
    most === 1
      ? `\`${option}\` is no axis of this comparison, so it takes one value.`
      : `\`${option}\` takes at most ${most} values: a sheet has ${most} rows and ${most} columns.`,
}
export type CompareTexts = typeof compareEn
