/**
 * Makes what a person typed appear as they typed it: every character that Discord's markdown, mentions, links, headings,
 * lists and emoji could begin with is escaped (docs.discord.com: reference#message-formatting). discord.js' escapeMarkdown
 * leaves links and headings alone.
 */
export function escapeMarkup(text: string): string {
  return (
    text
      .replaceAll(/[\\*_~`|>#\-+[\]()<@:]/g, (character) => `\\${character}`)
      // "1. x" at a line's start would become a list.
      .replaceAll(/^(\s*\d+)\./gm, String.raw`$1\.`)
  )
}

/** Shortens to at most `length` UTF-16 units, never inside a character, and shows that something is missing. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  let end = length - 1
  const last = text.charCodeAt(end - 1)
  if (last >= 0xd8_00 && last <= 0xdb_ff) end -= 1
  // An escape must not lose the character it escapes.
  if (/(^|[^\\])(\\\\)*\\$/.test(text.slice(0, end))) end -= 1
  return `${text.slice(0, end)}…`
}

/** What a person typed, shown as they typed it, within `length`. */
export function typed(text: string, length: number): string {
  return shorten(escapeMarkup(text), length)
}
