import type { OnnxNode } from './graph.ts'
import { type Field, fieldsOf, integersOf, textOf } from './wire.ts'

/** An integer attribute of a node; undefined where it has none of that name. */
export function intOf(node: OnnxNode, name: string): number | undefined {
  const fields = attributeOf(node, name)
  return fields && Number(fields.findLast(({ number }) => number === 3)?.value ?? 0)
}

/** A list of integers; undefined where a node has none of that name. */
export function intsOf(node: OnnxNode, name: string): number[] | undefined {
  return attributeOf(node, name)?.flatMap((field) => (field.number === 8 ? integersOf(field) : []))
}

/** A text of a node; undefined where it has none of that name. */
export function textAttributeOf(node: OnnxNode, name: string): string | undefined {
  const fields = attributeOf(node, name)
  const text = fields?.findLast(({ number }) => number === 4)
  return fields && (text ? textOf(text) : '')
}

/** The fields of an AttributeProto. */
function attributeOf({ attributes }: OnnxNode, name: string): Field[] | undefined {
  for (const attribute of attributes) {
    const fields = [...fieldsOf(attribute)]
    if (fields.some((field) => field.number === 1 && textOf(field) === name)) return fields
  }
  return undefined
}
