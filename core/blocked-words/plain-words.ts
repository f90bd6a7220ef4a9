/**
 * A text without case, diacritics and invisible characters. Unicode's compatibility decomposition also undoes full-width and
 * mathematical letters.
 */
export function plain(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/[\p{M}\p{Cf}]/gu, '')
      // Upper case first: ß becomes SS, and ſ becomes S.
      .toUpperCase()
      .toLowerCase()
  )
}

/** The words of a text, as rules are kept and compared. */
export function plainWords(text: string): string[] {
  return plain(text).match(/[\p{L}\p{N}]+/gu) ?? []
}

/** The same with `*` and `?` in them; a row of asterisks says no more than one. */
export function withWildcards(text: string): string[] {
  return (plain(text).match(/[\p{L}\p{N}*?]+/gu) ?? []).map((word) => word.replaceAll(/\*+/g, '*'))
}
