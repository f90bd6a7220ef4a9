import { isOne } from './plural.ts'

/** How fast a picture is painted, and what `/help` says of it. */
export const speedsEn = {
  names: { exact: 'Exact', fast: 'Fast', draft: 'Draft' },
  /** How much of the network’s work was done. */
  withRuns: (name: string, run: number, full: number) =>
    `${name} (${run} of ${full} ${isOne(full) ? 'run' : 'runs'})`,
  help: 'How fast it is painted',
  helpText: [
    '`speed: Exact` computes every step.',
    '`speed: Fast` leaves out steps whose result can be told from those before: about half of the work, and a picture that you hardly tell from the exact one.',
    '`speed: Draft` leaves out more, for trying out ideas; `--draft` at the prompt’s end is the same. Details differ then.',
    'Under a picture stands what it was painted at, and how many runs of the network that took. The same seed, settings and speed give the same picture.',
  ].join('\n'),
  /** Behind a tier’s limits. */
  byDefault: (name: string) => `${name} unless something else is asked for`,
}
export type SpeedTexts = typeof speedsEn
