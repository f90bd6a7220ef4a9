/** Whether a language says a count in the singular, by CLDR's plural rules. A text is a number as people read it: `1.000` is not one. */
export function singularIn(language: string): (count: number | string) => boolean {
  const rules = new Intl.PluralRules(language)
  return (count) =>
    (typeof count === 'number' || /^\d+$/.test(count)) && rules.select(Number(count)) === 'one'
}
