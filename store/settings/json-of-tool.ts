import { readFooocus } from './fooocus.ts'
import type { Reading } from './picture-settings.ts'
import { readSwarmUi } from './swarmui.ts'
import { parseWrittenJson } from './written-json.ts'

/**
 * Settings that are written as a JSON object. Undefined for a text that is no such object; `reading` is undefined where its names are
 * no tool's that we know.
 */
export function readJsonOfTool(text: string): { json: object; reading: Reading } | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  const json = parseWrittenJson(text)
  if (typeof json !== 'object' || json === null) return undefined
  return { json, reading: readSwarmUi(json) ?? readFooocus(json) }
}
