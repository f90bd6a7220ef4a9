import { parseFloatingPoint, space, trimEnd, trimStart, wholeWord } from './python-text.ts'

/** A run of text and what its vectors are multiplied by. */
export interface WeightedText {
  text: string
  weight: number
}

export interface Attention {
  /** At least one; neighbours differ in weight. */
  pieces: WeightedText[]
  /** Weights that are no numbers, such as `1.5.2`: A1111 refuses to paint them. They count 1 here. */
  unreadable: string[]
}

const roundFactor = 1.1
const squareFactor = 1 / 1.1

const tokens = new RegExp(
  String.raw`\\[()[\]\\]|\\|\(|\[|:${space}*([+-]?[.\p{Nd}]+)${space}*\)|\)|\]|[^\\()[\]:]+|:`,
  'gu',
)
const breakWord = wholeWord('BREAK')

/**
 * Reads `(a)`, `[a]`, `(a:1.3)` and `BREAK` (stable-diffusion-webui, `parse_prompt_attention` in `modules/prompt_parser.py`). Round
 * and square brackets are matched independently of each other; those left open count to the end. `BREAK` is a piece of
 * weight -1, which brackets around it multiply, too. Weights are multiplied from the inside out, in double precision.
 */
export function readAttention(text: string): Attention {
  const pieces: WeightedText[] = []
  const round: number[] = []
  const square: number[] = []
  const unreadable: string[] = []
  const multiply = (from: number, factor: number) => {
    for (const piece of pieces.slice(from)) piece.weight *= factor
  }

  for (const [token, number] of text.matchAll(tokens)) {
    const opened = token === ']' ? square : token.endsWith(')') ? round : undefined
    if (token.startsWith('\\')) pieces.push({ text: token.slice(1), weight: 1 })
    else if (token === '(') round.push(pieces.length)
    else if (token === '[') square.push(pieces.length)
    else if (opened !== undefined && opened.length > 0) {
      const from = opened.pop() ?? 0
      if (number === undefined) multiply(from, token === ')' ? roundFactor : squareFactor)
      else {
        const factor = parseFloatingPoint(number)
        if (factor === undefined) unreadable.push(number)
        multiply(from, factor ?? 1)
      }
    } else pushWithBreaks(pieces, token)
  }
  for (const from of round) multiply(from, roundFactor)
  for (const from of square) multiply(from, squareFactor)
  return { pieces: joined(pieces), unreadable }
}

/** Whether a piece ends its chunk: brackets around the word make it an ordinary one, unless they multiply by 1. */
export function isBreak({ text, weight }: WeightedText): boolean {
  return text === 'BREAK' && weight === -1
}

/** `BREAK` takes the white space around with it. */
function pushWithBreaks(pieces: WeightedText[], run: string): void {
  const parts = run.split(breakWord)
  for (const [index, part] of parts.entries()) {
    if (index > 0) pieces.push({ text: 'BREAK', weight: -1 })
    const started = index > 0 ? trimStart(part) : part
    pieces.push({ text: index < parts.length - 1 ? trimEnd(started) : started, weight: 1 })
  }
}

function joined(pieces: readonly WeightedText[]): WeightedText[] {
  const result: WeightedText[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last?.weight === piece.weight) last.text += piece.text
    else result.push({ ...piece })
  }
  return result.length > 0 ? result : [{ text: '', weight: 1 }]
}
