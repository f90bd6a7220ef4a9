import { typed } from './escape.ts'
import { textsFor } from './texts/texts.ts'

/** A node's or a tool's name out of somebody's file. */
const nameShown = 60

/** Why there are no settings to show of somebody's picture: it carries none, or a tool's that can't be read. */
export function noSettingsText(
  found:
    | { outcome: 'none' }
    | {
        outcome: 'unreadable'
        tool: string
        because: { why: 'form' | 'no_sampler' } | { why: 'node'; node: string }
      },
  locale: string,
): string {
  const { noSettings, foreign } = textsFor(locale)
  if (found.outcome === 'none') return noSettings
  const { because } = found
  const tool = found.tool === '?' ? foreign.anotherTool : found.tool
  return because.why === 'node'
    ? foreign.unreadable.node(tool, typed(because.node, nameShown))
    : foreign.unreadable[because.why](tool)
}
