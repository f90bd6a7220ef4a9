/** Characters that JSON leaves as they are and some readers of lines (Python's `splitlines`) take for a line's end. */
const otherLineEnds = /[\u0085\u2028\u2029]/g

/** A value as JSON in one line, whatever ends a line where it is read. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    otherLineEnds,
    (end) => String.raw`\u` + end.charCodeAt(0).toString(16).padStart(4, '0'),
  )
}
