/** Characters as Discord counts them: Unicode code points, an emoji is one or a few. */
export function textLength(text: string): number {
  return Array.from(text).length
}
