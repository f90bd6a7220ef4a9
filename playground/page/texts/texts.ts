import { de } from './de.ts'
import { en, type PageTexts } from './en.ts'
import { fr } from './fr.ts'

/** The page's languages, by their codes; each goes by its own name. */
export const pageLanguages = {
  en: { name: 'English', texts: en },
  de: { name: 'Deutsch', texts: de },
  fr: { name: 'Français', texts: fr },
} as const satisfies Record<string, { name: string; texts: PageTexts }>
export type PageLanguage = keyof typeof pageLanguages

const isLanguage = (code: string): code is PageLanguage => Object.hasOwn(pageLanguages, code)
const key = 'language'

/** The language chosen on the page, else the first of the browser's languages that the page has. */
export function languageOf(chosen: string | null, wanted: readonly string[]): PageLanguage {
  const codes = [chosen ?? '', ...wanted].map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  return codes.find(isLanguage) ?? 'en'
}

const inBrowser = typeof window !== 'undefined'
/** The page's language while it is open. */
export const language: PageLanguage = inBrowser
  ? languageOf(localStorage.getItem(key), navigator.languages)
  : 'en'
export const texts: PageTexts = pageLanguages[language].texts

/** Draws the page anew in another language, and remembers it in this browser. */
export function chooseLanguage(code: string): void {
  localStorage.setItem(key, code)
  location.reload()
}

interface Named {
  name: string
  name_localizations?: Partial<Record<string, string | null>> | null
}

/** The name of a command, an option or a choice in this page's language, as Discord's client shows it. */
export const spoken = (part: Named): string => part.name_localizations?.[language] ?? part.name

/** The description of a command, an option or a choice, likewise. */
export const told = (part: {
  description: string
  description_localizations?: Partial<Record<string, string | null>> | null
}): string => part.description_localizations?.[language] ?? part.description
