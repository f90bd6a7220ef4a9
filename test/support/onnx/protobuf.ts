/** One field of a protobuf message: varints as bigint, length-delimited ones as bytes, fixed ones as their bytes. */
export interface Field {
  number: number
  wire: number
  value: bigint | Buffer
}

/** Just enough of protobuf's wire format to change an ONNX file for a test. (protobuf.dev/programming-guides/encoding) */
export function decode(message: Buffer): Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++] ?? 0
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const bytes = (size: number): Buffer => message.subarray(at, (at += size))
  while (at < message.length) {
    const tag = Number(varint())
    const [number, wire] = [tag >> 3, tag & 7]
    const value = wire === 0 ? varint() : bytes(wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4)
    fields.push({ number, wire, value })
  }
  return fields
}

export function encode(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(({ number, wire, value }) => [
      varint(BigInt((number << 3) | wire)),
      typeof value === 'bigint'
        ? varint(value)
        : wire === 2
          ? Buffer.concat([varint(BigInt(value.length)), value])
          : value,
    ]),
  )
}

/** A length-delimited field: a text, or a message of fields. */
export function field(number: number, value: string | readonly Field[]): Field {
  return { number, wire: 2, value: typeof value === 'string' ? Buffer.from(value) : encode(value) }
}

export function integer(number: number, value: number): Field {
  return { number, wire: 0, value: BigInt(value) }
}

/** The text of a message's first field of this number. */
export function textOf(fields: readonly Field[], number: number): string | undefined {
  const found = fields.find((each) => each.number === number)?.value
  return Buffer.isBuffer(found) ? found.toString() : undefined
}

function varint(value: bigint): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80)
  bytes.push(Number(rest))
  return Buffer.from(bytes)
}
