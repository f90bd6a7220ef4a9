import { space } from './python-text.ts'

/** A piece of a text that changes while it is painted, or plain text. Pieces stand one after the other. */
export type SchedulePiece = string | ChangingPiece
export type ChangingPiece =
  | { kind: 'scheduled'; before: SchedulePiece[]; after: SchedulePiece[]; when: string }
  | { kind: 'alternate'; options: SchedulePiece[][] }

/** What a changing piece may come to. */
export function piecesOf(piece: ChangingPiece): SchedulePiece[][] {
  return piece.kind === 'alternate' ? piece.options : [piece.before, piece.after]
}

/** An opened bracket whose end isn't found yet. */
interface Open {
  bracket: '(' | '['
  /** Where its pieces start in the list of all, and where each part after a `:` or `|` starts, with its place in the text. */
  start: number
  parts: { separator: ':' | '|'; piece: number; at: number }[]
}

const number = new RegExp(
  String.raw`^${space}*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)${space}*$`,
  'u',
)

/**
 * Reads `[a:b:N]`, `[b:N]`, `[a::N]` and `[a|b]`, in one pass (the grammar of stable-diffusion-webui, `modules/prompt_parser.py`,
 * which lark's Earley parser reads there). Brackets that are none of these stay in the text: those of weights are for
 * the next stage. A bracket that doesn't fit makes those around it plain, too.
 * @returns undefined when a `|` or a lone backslash makes the whole text unreadable: then nothing in it changes
 */
export function readScheduleTree(text: string): SchedulePiece[] | undefined {
  const pieces: SchedulePiece[] = []
  const open: Open[] = []
  let plainFrom = 0
  const flush = (to: number) => {
    if (to > plainFrom) pieces.push(text.slice(plainFrom, to))
    plainFrom = to
  }
  /** What was opened turns out plain; false where that leaves a `|` without a group. */
  const dissolve = (): boolean => {
    const unreadable = open.some(({ parts }) => parts.some(({ separator }) => separator === '|'))
    open.length = 0
    return !unreadable
  }

  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    const group = open.at(-1)
    if (character === '\\') {
      if (at + 1 >= text.length || text.charAt(at + 1) === '\n') return undefined
      at += 1
    } else if (character === '(' || character === '[') {
      flush(at)
      open.push({ bracket: character, start: pieces.length, parts: [] })
    } else if (character === ':' || character === '|') {
      if (!group) {
        if (character === '|') return undefined
        continue
      }
      flush(at)
      group.parts.push({ separator: character, piece: pieces.length, at })
    } else if (character === ')' || character === ']') {
      if (!group) continue
      flush(at)
      const closed = close(group, character, text, at, pieces)
      if (closed === 'none') {
        if (!dissolve()) return undefined
        continue
      }
      open.pop()
      if (closed === 'literal') continue
      pieces.length = group.start
      pieces.push(closed)
      plainFrom = at + 1
    }
  }
  flush(text.length)
  return dissolve() ? pieces : undefined
}

/** What a closing bracket makes of its group: a changing piece, text that keeps its brackets, or no group. */
function close(
  { bracket, start, parts }: Open,
  closing: string,
  text: string,
  end: number,
  pieces: readonly SchedulePiece[],
): ChangingPiece | 'literal' | 'none' {
  const [first, second] = parts
  if (bracket === '(') {
    const fits = closing === ')' && parts.length <= 1 && first?.separator !== '|'
    return fits ? 'literal' : 'none'
  }
  if (closing === ')') return 'none'
  if (!first) return 'literal'
  /** The pieces between two marks, without the bracket or mark in front. */
  const between = (from: number, to: number) => withoutMark(pieces.slice(from, to))
  if (parts.every(({ separator }) => separator === '|')) {
    const starts = [start, ...parts.map(({ piece }) => piece)]
    return {
      kind: 'alternate',
      options: starts.map((from, index) => between(from, starts[index + 1] ?? pieces.length)),
    }
  }
  const last = parts.at(-1) ?? first
  const when = number.exec(text.slice(last.at + 1, end))?.[1]
  if (when === undefined || parts.length > 2 || parts.some(({ separator }) => separator === '|'))
    return 'none'
  return {
    kind: 'scheduled',
    before: second ? between(start, first.piece) : [],
    after: second ? between(first.piece, second.piece) : between(start, first.piece),
    when,
  }
}

/** Each part starts with plain text that starts with its bracket or mark. */
function withoutMark([marked, ...rest]: SchedulePiece[]): SchedulePiece[] {
  return typeof marked === 'string' && marked.length > 1 ? [marked.slice(1), ...rest] : rest
}
