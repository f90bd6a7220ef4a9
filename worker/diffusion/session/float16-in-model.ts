import { fieldsOf, textOf } from '#diffusion/onnx/wire.ts'

/** TensorProto.DataType of onnx.proto. */
export const float32 = 1
export const float16 = 10

/** Whether any float16 is in a model. @throws RangeError when the bytes are cut off or no ONNX */
export function hasFloat16(model: Uint8Array): boolean {
  for (const { number, bytes } of fieldsOf(model)) if (number === 7 && graphHas(bytes)) return true
  return false
}

function graphHas(graph: Uint8Array): boolean {
  for (const { number, bytes } of fieldsOf(graph)) {
    if (number === 5 && isFloat16(bytes)) return true
    if ((number === 11 || number === 12) && valueHas(bytes)) return true
    if (number === 1 && nodeHas(bytes)) return true
  }
  return false
}

function nodeHas(node: Uint8Array): boolean {
  for (const field of fieldsOf(node)) {
    if (field.number !== 5) continue
    for (const { number, bytes } of fieldsOf(field.bytes)) {
      if (number === 5 && isFloat16(bytes)) return true
      if (number === 6 && graphHas(bytes)) return true
    }
    if (namesFloat16(field.bytes)) return true
  }
  return false
}

/** A ValueInfoProto: its type is a TypeProto, that of a tensor names an element type. */
function valueHas(value: Uint8Array): boolean {
  for (const type of fieldsOf(value))
    if (type.number === 2)
      for (const tensor of fieldsOf(type.bytes))
        if (tensor.number === 1)
          for (const element of fieldsOf(tensor.bytes))
            if (element.number === 1 && Number(element.value) === float16) return true
  return false
}

export function isFloat16(tensor: Uint8Array): boolean {
  for (const field of fieldsOf(tensor)) if (field.number === 2) return Number(field.value) === float16
  return false
}

/** The attribute `to` of Cast, `dtype` of those that make values from nothing. */
export function namesFloat16(attribute: Uint8Array): boolean {
  let name = ''
  let value = 0
  for (const field of fieldsOf(attribute)) {
    if (field.number === 1) name = textOf(field)
    if (field.number === 3) value = Number(field.value)
  }
  return (name === 'to' || name === 'dtype') && value === float16
}
