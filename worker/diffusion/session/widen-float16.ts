import { intAttribute } from '#diffusion/onnx/encode.ts'
import { fieldsOf, integersOf, MessageWriter, textOf, type Field } from '#diffusion/onnx/wire.ts'
import { fromFloat16 } from './float16.ts'
import { float16, float32, isFloat16, namesFloat16 } from './float16-in-model.ts'

/** Values below this many bytes stay in the graph; the others go beside it, where a graph's 2 GB don't bound them. */
const insideBelowBytes = 1024

/** Where a graph's weights lie, and where those of its widened form go. */
export interface WeightFiles {
  /** Bytes of a file beside the graph; to its end where no length is given. */
  read(location: string, offset: number, length: number | undefined): Uint8Array
  /** Keeps bytes in the file beside the widened graph. */
  write(bytes: Uint8Array): { location: string; offset: number }
}

/**
 * A model (the bytes of an `.onnx` file) whose every float16 is a float32: weights, casts, inputs and outputs. What it computes is
 * what float32 arithmetic makes of the same weights.
 * @throws RangeError when the bytes are cut off or no ONNX
 */
export function widenFloat16(model: Uint8Array, files: WeightFiles): Uint8Array {
  return rewritten(model, {
    7: (graph) => widenGraph(graph, files),
    25: (body) => widenFunction(body, files),
  })
}

/**
 * The same, for a graph whose weights lie in a file that is not to be copied: float16 weights stay where they are, each behind a Cast,
 * which onnxruntime folds while it opens the graph. No device sees them.
 * @throws RangeError when the bytes are cut off or no ONNX
 */
export function castFloat16(model: Uint8Array): Uint8Array {
  return rewritten(model, {
    7: (graph) => widenGraph(graph, undefined),
    25: (body) => widenFunction(body, undefined),
  })
}

/** Where there are files the weights are copied into them; else they stay, and are cast. */
type Files = WeightFiles | undefined

function widenGraph(graph: Uint8Array, files: Files): Uint8Array {
  const casts = new MessageWriter()
  const wide = rewritten(graph, {
    1: (node) => widenNode(node, files),
    5: (tensor) => (files ? widenTensor(tensor, files) : castTensor(tensor, casts)),
    11: widenValue,
    12: widenValue,
    13: widenValue,
  })
  // Nodes stand in the order of their use.
  return new MessageWriter().raw(casts.done()).raw(wide).done()
}

/** Gives a float16 tensor another name, and its own to a Cast of it. */
function castTensor(tensor: Uint8Array, casts: MessageWriter): Uint8Array {
  if (!isFloat16(tensor)) return tensor
  let name = ''
  for (const field of fieldsOf(tensor)) if (field.number === 8) name = textOf(field)
  const half = `${name}${behindCast}`
  const cast = new MessageWriter().text(1, half).text(2, name).text(4, 'Cast')
  casts.bytes(1, cast.bytes(5, intAttribute('to', float32)).done())
  const written = new MessageWriter()
  for (const { number, raw } of fieldsOf(tensor)) if (number !== 8) written.raw(raw)
  return written.text(8, half).done()
}

/** No exporter ends a name so. */
const behindCast = '/float16'

const widenFunction = (body: Uint8Array, files: Files): Uint8Array =>
  rewritten(body, {
    7: (node) => widenNode(node, files),
    11: (attribute) => widenAttribute(attribute, files),
  })

const widenNode = (node: Uint8Array, files: Files): Uint8Array =>
  rewritten(node, { 5: (attribute) => widenAttribute(attribute, files) })

function widenAttribute(attribute: Uint8Array, files: Files): Uint8Array {
  const wide = rewritten(attribute, {
    5: (tensor) => widenTensor(tensor, files),
    6: (graph) => widenGraph(graph, files),
    10: (tensor) => widenTensor(tensor, files),
    11: (graph) => widenGraph(graph, files),
    14: widenType,
  })
  return namesFloat16(attribute) ? withInteger(wide, 3, float32) : wide
}

const widenValue = (value: Uint8Array): Uint8Array => rewritten(value, { 2: widenType })

const widenType = (type: Uint8Array): Uint8Array =>
  rewritten(type, {
    1: (tensor) =>
      [...fieldsOf(tensor)].some(({ number, value }) => number === 1 && Number(value) === float16)
        ? withInteger(tensor, 1, float32)
        : tensor,
  })

/** A TensorProto. Values beside the graph are taken along, whatever their type: the widened graph lies elsewhere. */
function widenTensor(tensor: Uint8Array, files: Files): Uint8Array {
  let type = 0
  const outside: Record<string, string> = {}
  for (const field of fieldsOf(tensor)) {
    if (field.number === 2) type = Number(field.value)
    if (field.number === 13) Object.assign(outside, keyAndValue(field))
  }
  const { location, offset = '0', length } = outside
  const beside =
    location === undefined || !files
      ? undefined
      : files.read(location, Number(offset), length === undefined ? undefined : Number(length))
  if (type !== float16 && !beside) return tensor
  const values =
    type === float16 ? toFloat32(beside ?? valuesInside(tensor)) : (beside ?? valuesInside(tensor))
  const written = new MessageWriter()
  for (const { number, raw } of fieldsOf(tensor))
    if (!valueFields.has(number) && !(number === 2 && type === float16)) written.raw(raw)
  if (type === float16) written.int(2, float32)
  if (!files || values.length < insideBelowBytes) return written.bytes(9, values).done()
  const place = files.write(values)
  const entries = { location: place.location, offset: String(place.offset), length: String(values.length) }
  for (const [key, value] of Object.entries(entries))
    written.bytes(13, new MessageWriter().text(1, key).text(2, value).done())
  return written.int(14, 1).done()
}

/** int32_data, raw_data, external_data, data_location */
const valueFields = new Set([5, 9, 13, 14])

/** float16 values in the graph are bytes, or bit patterns as integers. */
function valuesInside(tensor: Uint8Array): Uint8Array {
  const patterns: number[] = []
  for (const field of fieldsOf(tensor)) {
    if (field.number === 9) return field.bytes
    if (field.number === 5) patterns.push(...integersOf(field))
  }
  return new Uint8Array(Uint16Array.from(patterns).buffer)
}

function toFloat32(halves: Uint8Array): Uint8Array {
  // A view of 16 bits begins at an even byte.
  const aligned = halves.byteOffset % 2 === 0 ? halves : Uint8Array.from(halves)
  const floats = new Float32Array(halves.length / 2)
  fromFloat16(new Uint16Array(aligned.buffer, aligned.byteOffset, floats.length), floats)
  return new Uint8Array(floats.buffer)
}

function keyAndValue({ bytes }: Field): Record<string, string> {
  let key = ''
  let value = ''
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) key = textOf(field)
    if (field.number === 2) value = textOf(field)
  }
  return { [key]: value }
}

/** A message with some of its fields, by number, made anew. */
function rewritten(
  message: Uint8Array,
  changes: Record<number, (bytes: Uint8Array) => Uint8Array>,
): Uint8Array {
  const written = new MessageWriter()
  for (const { number, bytes, raw } of fieldsOf(message)) {
    const change = changes[number]
    if (change) written.bytes(number, change(bytes))
    else written.raw(raw)
  }
  return written.done()
}

function withInteger(message: Uint8Array, number: number, value: number): Uint8Array {
  const written = new MessageWriter()
  for (const field of fieldsOf(message)) if (field.number !== number) written.raw(field.raw)
  return written.int(number, value).done()
}
