import { z } from 'zod'

/** Strings are stepped over; outside of them, what JSON.parse refuses or would round is found. */
const stringsAndNumbers = /"(?:[^"\\]+|\\[^])*"?|-?\b(?:NaN|Infinity)\b|-?\d{16,}(?![\d.eE])/g

/**
 * JSON as other tools write it: Python's `NaN` and `Infinity` become null, and integers too long for a double (seeds go up to 2^64)
 * become strings. Undefined for what is no JSON.
 */
export function parseWrittenJson(text: string): unknown {
  try {
    return JSON.parse(
      text.replaceAll(stringsAndNumbers, (found) => {
        if (found.startsWith('"')) return found
        return /\d/.test(found) ? `"${found}"` : 'null'
      }),
    )
  } catch {
    // A text that is none, or is nested deeper than the stack.
    return undefined
  }
}

/** Text for a database and for people: without NUL, which PostgreSQL refuses, and without halves of characters. */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\u{fffd}')
}

/** A text that is cleaned on its way in. */
export const writtenText = z.string().transform(cleanText)

/** A number, written as one or as a text; what is none is left out. */
export const writtenNumber = z
  .union([z.number(), z.string().regex(/^\s*[-+]?\d+(\.\d+)?(e[-+]?\d+)?\s*$/i)])
  .transform(Number)
  .optional()
  .catch(undefined)

/** A whole number of any size, written as one or as a text. Negative ones stand for "random". */
export const writtenSeed = z
  .union([z.number().int().min(0), z.string().regex(/^\s*\d{1,40}\s*$/)])
  .transform((value) => BigInt(value))
  .optional()
  .catch(undefined)

/** A text that may be missing, or be something else: then it is left out. */
export const writtenName = writtenText.optional().catch(undefined)

/** An object without the keys whose values are undefined. */
export function told<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // Object.fromEntries forgets which value is which key's.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
