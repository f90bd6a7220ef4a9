/** Protobuf's wire format (protobuf.dev/programming-guides/encoding), as much of it as ONNX files use. */

const varintType = 0
const bytesType = 2

/** One message being written: fields in the order of the calls. */
export class MessageWriter {
  readonly #chunks: Uint8Array[] = []

  /** An int32, int64, enum or bool field. */
  int(field: number, value: number | bigint): this {
    this.#chunks.push(varint(BigInt(field * 8 + varintType)), varint(BigInt(value)))
    return this
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    this.#chunks.push(varint(BigInt(field * 8 + 5)), bytes)
    return this
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value))
  }

  /** Bytes, or a message that was written before. */
  bytes(field: number, value: Uint8Array): this {
    this.#chunks.push(varint(BigInt(field * 8 + bytesType)), varint(BigInt(value.length)), value)
    return this
  }

  /** A field as it was read. */
  raw(bytes: Uint8Array): this {
    this.#chunks.push(bytes)
    return this
  }

  done(): Uint8Array {
    return Buffer.concat(this.#chunks)
  }
}

/** A field of a message: its number, and a value of one of two kinds. `raw` is all of it, tag included. */
export interface Field {
  readonly number: number
  readonly value: bigint
  readonly bytes: Uint8Array
  readonly raw: Uint8Array
}

const empty = new Uint8Array(0)

/** The fields of a message. @throws RangeError when it is cut off or no protobuf */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0
  const next = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++]
      if (byte === undefined) throw new RangeError('A protobuf message is cut off.')
      value |= BigInt(byte & 127) << shift
      if (byte < 128) return BigInt.asIntN(64, value)
    }
    throw new RangeError('A number is longer than protobuf allows.')
  }
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > message.length) throw new RangeError('A protobuf message is cut off.')
    at += length
    return message.subarray(at - length, at)
  }
  while (at < message.length) {
    const start = at
    const tag = Number(next())
    let value = 0n
    let bytes: Uint8Array = empty
    switch (tag % 8) {
      case varintType:
        value = next()
        break
      case 1:
        bytes = take(8)
        break
      case bytesType:
        bytes = take(Number(next()))
        break
      case 5:
        bytes = take(4)
        break
      default:
        throw new RangeError(`Wire type ${tag % 8} is none of protobuf's.`)
    }
    yield { number: Math.floor(tag / 8), value, bytes, raw: message.subarray(start, at) }
  }
}

export function textOf({ bytes }: Field): string {
  return new TextDecoder().decode(bytes)
}

/** A repeated integer field: one number, or several packed. */
export function integersOf({ value, bytes }: Field): number[] {
  if (bytes.length === 0) return [Number(value)]
  const values: number[] = []
  let number = 0n
  let shift = 0n
  for (const byte of bytes) {
    number |= BigInt(byte & 127) << shift
    shift += 7n
    if (byte >= 128) continue
    values.push(Number(BigInt.asIntN(64, number)))
    number = 0n
    shift = 0n
  }
  return values
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = []
  let rest = BigInt.asUintN(64, value)
  while (rest >= 128n) {
    bytes.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  bytes.push(Number(rest))
  return Uint8Array.from(bytes)
}
