import type { OnnxNode } from './graph.ts'
import { fieldsOf, textOf } from './wire.ts'

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
