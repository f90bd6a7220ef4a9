const printable = (byte: number) =>
  (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff)

/**
 * GPT-2's table from bytes to printable characters, which byte-level BPE vocabularies are written in: printable Latin-1
 * bytes stand for themselves, the other 68 for U+0100 and up (openai/gpt-2, `bytes_to_unicode`).
 */
export const byteSymbols: readonly string[] = (() => {
  let next = 0x100
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : next++))
})()

/** The byte that a symbol of the table stands for. */
export const symbolBytes: ReadonlyMap<string, number> = new Map(
  byteSymbols.map((symbol, byte) => [symbol, byte]),
)
