import type { LocaleString } from 'discord-api-types/v10'
import { de } from './de.ts'
import { en, type Texts, type Translation } from './en.ts'
import { fr } from './fr.ts'

export type { Texts } from './en.ts'

/**
 * The languages that texts exist in besides English. A new one is an entry here and its files: nothing else names languages.
 * `code` is what a server's settings keep, `name` what the language calls itself, `locales` what Discord calls it.
 */
export const translations: readonly {
  code: string
  name: string
  locales: readonly LocaleString[]
  texts: Translation
}[] = [
  { code: 'de', name: 'Deutsch', locales: ['de'], texts: de },
  { code: 'fr', name: 'Français', locales: ['fr'], texts: fr },
]

/** Every language, English first. */
export const languages: readonly { code: string; name: string; texts: Texts }[] = [
  { code: 'en', name: 'English', texts: en },
  ...translations,
]

/** The texts in the language of a Discord locale or a language's code (`de`, `en-GB`, …); English where there is no better one. */
export function textsFor(locale: string): Texts {
  const language =
    translations.find(({ locales }) => locales.some((one) => one === locale)) ??
    translations.find(({ code }) => code === locale.split('-')[0])
  return language?.texts ?? en
}
