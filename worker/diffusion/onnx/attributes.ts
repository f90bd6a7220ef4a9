import type { OnnxNode } from './graph.ts'
import { fieldsOf, integersOf, textOf } from './wire.ts'

/** An integer attribute of a node; undefined where it has none of that name. */
export function intOf(node: OnnxNode, name: string): number | undefined {
  for (const attribute of node.attributes) {
    let found = ''
    let value: number | undefined
    for (const field of fieldsOf(attribute)) {
      if (field.number === 1) found = textOf(field)
      if (field.number === 3) value = Number(field.value)
    }
    if (found === name) return value ?? 0
  }
  return undefined
}

/** A list of integers; undefined where a node has none of that name. */
export function intsOf(node: OnnxNode, name: string): number[] | undefined {
  for (const attribute of node.attributes) {
    let found = ''
    const values: number[] = []
    for (const field of fieldsOf(attribute)) {
      if (field.number === 1) found = textOf(field)
      if (field.number === 8) values.push(...integersOf(field))
    }
    if (found === name) return values
  }
  return undefined
}

/** A text of a node; undefined where it has none of that name. */
export function textAttributeOf(node: OnnxNode, name: string): string | undefined {
  for (const attribute of node.attributes) {
    let found = ''
    let value: string | undefined
    for (const field of fieldsOf(attribute)) {
      if (field.number === 1) found = textOf(field)
      if (field.number === 4) value = textOf(field)
    }
    if (found === name) return value ?? ''
  }
  return undefined
}
