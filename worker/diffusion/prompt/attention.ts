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

const marks = String.raw`\()[]:`
const escapable = String.raw`\()[]`
/** `:1.3)`, which closes a round bracket with its weight. */
const weightedEnd = new RegExp(String.raw`:${space}*([+-]?[.\p{Nd}]+)${space}*\)`, 'uy')
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
    for (let at = from; at < pieces.length; at++) {
      const piece = pieces[at]
      if (piece) piece.weight *= factor
    }
  }
  /** Without an open bracket a closing one is text. */
  const close = (open: number[], closing: string, factor: number) => {
    const from = open.pop()
    if (from === undefined) pieces.push({ text: closing, weight: 1 })
    else multiply(from, factor)
  }

  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    at += 1
    if (character === '(') round.push(pieces.length)
    else if (character === '[') square.push(pieces.length)
    else if (character === ')') close(round, ')', roundFactor)
    else if (character === ']') close(square, ']', squareFactor)
    else if (character === '\\') {
      const escaped = at < text.length && escapable.includes(text.charAt(at))
      pieces.push({ text: escaped ? text.charAt(at) : '', weight: 1 })
      if (escaped) at += 1
    } else if (character === ':') {
      weightedEnd.lastIndex = at - 1
      const [end = ':', number] = weightedEnd.exec(text) ?? []
      at += end.length - 1
      const factor = number === undefined ? undefined : parseFloatingPoint(number)
      if (number !== undefined && factor === undefined && round.length > 0) unreadable.push(number)
      if (number === undefined) pieces.push({ text: end, weight: 1 })
      else close(round, end, factor ?? 1)
    } else {
      const from = at - 1
      while (at < text.length && !marks.includes(text.charAt(at))) at += 1
      pushWithBreaks(pieces, text.slice(from, at))
    }
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
  if (!run.includes('BREAK')) {
    pieces.push({ text: run, weight: 1 })
    return
  }
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
