import { de } from './de.ts'
import { en, type Texts } from './en.ts'

export type { Texts } from './en.ts'

/** The texts in the language of a Discord locale (`de`, `en-GB`, …); English where there is no better one. */
export function textsFor(locale: string): Texts {
  return locale === 'de' || locale.startsWith('de-') ? de : en
}
