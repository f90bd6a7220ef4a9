import { isBreak, readAttention } from './attention.ts'
import { withoutComments } from './comments.ts'
import { splitParts } from './compose.ts'
import { readSchedule } from './schedule.ts'
import { piecesOf, readScheduleTree, type SchedulePiece } from './schedule-tree.ts'
import { takeTags } from './tags.ts'

/** Different texts of a part that are looked at one by one; what all of them are made of is looked at besides. */
const mostTexts = 64

/**
 * Every text that a prompt may be painted as, without weights, schedules and tags: what rules about words are held to. A text comes
 * twice where weights divide it, with and without spaces there, since the text encoder reads its pieces apart. Alternatives that are
 * never painted, too.
 */
export function spokenTexts(prompt: string, steps: number): string[] {
  const spoken = new Set<string>()
  for (const { text } of splitParts(takeTags(withoutComments(prompt)).text)) {
    const tree = readScheduleTree(text)
    const whole = tree === undefined ? text : everything(tree)
    const scheduled = readSchedule(text, { steps }).map((entry) => entry.text)
    for (const one of [...new Set([whole, ...scheduled])].slice(0, mostTexts)) {
      const pieces = readAttention(one).pieces.map((piece) => (isBreak(piece) ? ' ' : piece.text))
      spoken.add(pieces.join(''))
      spoken.add(pieces.join(' '))
    }
  }
  return [...spoken]
}

/** All alternatives, one after the other. */
function everything(pieces: readonly SchedulePiece[]): string {
  let text = ''
  const left = pieces.toReversed()
  for (let piece = left.pop(); piece !== undefined; piece = left.pop()) {
    if (typeof piece === 'string') text += piece
    else for (const option of piecesOf(piece).toReversed()) left.push(' ', ...option.toReversed(), ' ')
  }
  return text
}
