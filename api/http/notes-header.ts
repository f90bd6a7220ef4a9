/** The header of an answer that says what was ignored, replaced or changed in the request. */
export const notesHeader = 'X-Dragon-Wings-Notes'
/** Proxies refuse longer headers (nginx: 4 KB in all by default). */
const notesMaxLength = 1500

/** Notes as a header holds them: one line of ASCII. */
export function notesInHeader(notes: readonly string[]): string {
  return notes
    .join('; ')
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .slice(0, notesMaxLength)
}
