import { randomUUID } from 'node:crypto'

/** A file that an answer holds in base64: what `jsonBytes` writes, and `JSON.stringify` does not. */
export class InBase64 {
  readonly file: Uint8Array

  constructor(file: Uint8Array) {
    this.file = file
  }

  toJSON(): never {
    throw new Error('a file in base64 is written by jsonBytes alone')
  }
}

/**
 * JSON in UTF-8. Of a picture's base64 as a text, each character would be looked at three times: for what is to be escaped, for its length
 * in UTF-8, and to be written.
 */
export function jsonBytes(value: object): Uint8Array<ArrayBuffer> {
  const files: Uint8Array[] = []
  // No text of a person holds it.
  const mark = randomUUID()
  const marked = (one: unknown): unknown => {
    if (one instanceof InBase64) {
      files.push(one.file)
      return mark
    }
    if (Array.isArray(one)) return one.map(marked)
    if (typeof one !== 'object' || one === null || one instanceof Date) return one
    return Object.fromEntries(Object.entries(one).map(([name, inside]) => [name, marked(inside)]))
  }
  const [first = '', ...rest] = JSON.stringify(marked(value)).split(mark)
  return Buffer.concat([
    Buffer.from(first),
    ...rest.flatMap((text, index) => [base64Of(files[index]), Buffer.from(text)]),
  ])
}

function base64Of(file: Uint8Array | undefined): Buffer {
  const { buffer, byteOffset, byteLength } = file ?? new Uint8Array()
  return Buffer.from(Buffer.from(buffer, byteOffset, byteLength).toString('base64'), 'latin1')
}
