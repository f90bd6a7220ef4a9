import { open, type FileHandle } from 'node:fs/promises'

/** What an `.onnx` file says about itself, read without its weights (they are skipped over, gigabytes or not). */
export interface OnnxFile {
  producer: string
  metadata: Record<string, string>
  /** Bytes of weights by type; weights beside the file are counted too. */
  weights: Partial<Record<WeightType, number>>
  /** Files beside it that hold weights, and how long each has to be. */
  external: Map<string, number>
}

export type WeightType = 'float32' | 'float16' | 'bfloat16' | 'int8' | 'other'

/** TensorProto.DataType of onnx.proto. Small integers are shapes, not weights: they come under `other`. */
const weightTypes = new Map<number, { type: WeightType; bytes: number }>([
  [1, { type: 'float32', bytes: 4 }],
  [10, { type: 'float16', bytes: 2 }],
  [16, { type: 'bfloat16', bytes: 2 }],
  [2, { type: 'int8', bytes: 1 }],
  [3, { type: 'int8', bytes: 1 }],
])

/** Field numbers of onnx.proto. */
const model = { producerName: 2, producerVersion: 3, graph: 7, metadata: 14 }
const graph = { initializer: 5 }
const tensor = { dims: 1, dataType: 2, externalData: 13 }
const pair = { key: 1, value: 2 }

/** @throws RangeError when the file is cut off or no ONNX file */
export async function readOnnxFile(path: string): Promise<OnnxFile> {
  const handle = await open(path)
  try {
    const reader = new Reader(handle)
    const found: OnnxFile = { producer: '', metadata: {}, weights: {}, external: new Map() }
    const { size } = await handle.stat()
    for await (const field of reader.fields(0, size)) {
      if (field.number === model.producerName) found.producer = await reader.text(field)
      if (field.number === model.producerVersion)
        found.producer = `${found.producer} ${await reader.text(field)}`
      if (field.number === model.metadata) Object.assign(found.metadata, await readPair(reader, field))
      if (field.number !== model.graph) continue
      for await (const part of reader.fields(field.start, field.end)) {
        if (part.number === graph.initializer) await addTensor(reader, part, found)
      }
    }
    return found
  } finally {
    await handle.close()
  }
}

async function readPair(reader: Reader, at: Field): Promise<Record<string, string>> {
  let key = ''
  let value = ''
  for await (const field of reader.fields(at.start, at.end)) {
    if (field.number === pair.key) key = await reader.text(field)
    if (field.number === pair.value) value = await reader.text(field)
  }
  return { [key]: value }
}

async function addTensor(reader: Reader, at: Field, found: OnnxFile): Promise<void> {
  let elements = 1
  let dataType = 0
  const place: Record<string, string> = {}
  for await (const field of reader.fields(at.start, at.end)) {
    if (field.number === tensor.dims) {
      // One number, or (packed) several.
      for (const dim of field.value === undefined ? await reader.varints(field) : [field.value])
        elements *= dim
    }
    if (field.number === tensor.dataType) dataType = field.value ?? 0
    if (field.number === tensor.externalData) Object.assign(place, await readPair(reader, field))
  }
  const { type, bytes } = weightTypes.get(dataType) ?? { type: 'other', bytes: 8 }
  found.weights[type] = (found.weights[type] ?? 0) + elements * bytes
  const { location, offset = '0', length = '0' } = place
  if (location === undefined) return
  const end = Number(offset) + Number(length)
  found.external.set(location, Math.max(found.external.get(location) ?? 0, end))
}

/** A field of a protobuf message: a number in `value`, or bytes from `start` to `end` of the file. */
interface Field {
  number: number
  value?: number
  start: number
  end: number
}

/** Protobuf's wire format (protobuf.dev/programming-guides/encoding), read from a file through one small window. */
class Reader {
  readonly #handle: FileHandle
  readonly #window = Buffer.alloc(64 * 1024)
  #windowStart = 0
  #windowEnd = 0
  #position = 0

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  async *fields(start: number, end: number): AsyncGenerator<Field> {
    let position = start
    while (position < end) {
      this.#position = position
      const tag = await this.#varint()
      const wireType = tag & 7
      const field: Field = { number: Math.floor(tag / 8), start: this.#position, end: this.#position }
      if (wireType === 0) field.value = await this.#varint()
      else if (wireType === 2) {
        const length = await this.#varint()
        field.start = this.#position
        this.#position += length
      } else if (wireType === 1 || wireType === 5) this.#position += wireType === 1 ? 8 : 4
      else throw new RangeError(`Wire type ${wireType} is none of protobuf's.`)
      field.end = position = this.#position
      if (position > end) throw new RangeError('A field goes past the end of its message.')
      yield field
    }
  }

  async text({ start, end }: Field): Promise<string> {
    const bytes = Buffer.alloc(end - start)
    await this.#handle.read(bytes, 0, bytes.length, start)
    return bytes.toString('utf8')
  }

  async varints({ start, end }: Field): Promise<number[]> {
    const values: number[] = []
    this.#position = start
    while (this.#position < end) values.push(await this.#varint())
    return values
  }

  async #varint(): Promise<number> {
    let value = 0
    // Numbers up to 2^53 take 8 bytes; a negative one takes 10, and its value is of no interest here.
    for (let scale = 1, count = 0; count < 10; scale *= 128, count++) {
      const byte = await this.#byte()
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    throw new RangeError('A number is longer than protobuf allows.')
  }

  async #byte(): Promise<number> {
    if (this.#position < this.#windowStart || this.#position >= this.#windowEnd) {
      const { bytesRead } = await this.#handle.read(this.#window, 0, this.#window.length, this.#position)
      this.#windowStart = this.#position
      this.#windowEnd = this.#position + bytesRead
    }
    const byte = this.#window[this.#position - this.#windowStart]
    if (byte === undefined || this.#position >= this.#windowEnd)
      throw new RangeError('The file ends in the middle of a message.')
    this.#position++
    return byte
  }
}
