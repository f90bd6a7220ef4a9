import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Font, parse } from 'opentype.js/dist/opentype.mjs'

const points = ['x1', 'y1', 'x2', 'y2', 'x', 'y'] as const

let font: Font | undefined

/** A font that comes with us: a bare machine has none. */
function labelFont(): Font {
  if (font === undefined) {
    const { resolve } = createRequire(import.meta.url)
    const file = readFileSync(resolve('@fontsource/figtree/files/figtree-latin-600-normal.woff'))
    font = parse(new Uint8Array(file).buffer)
  }
  return font
}

/** Words on as few lines as fit a width; a word that is wider stands alone. */
export function wrapped(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && widthOf(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

export function widthOf(text: string, size: number): number {
  return labelFont().getAdvanceWidth(text, size)
}

/** A line of text as the data of an SVG path; its baseline begins at `x`, `y`. */
export function pathOf(text: string, at: { x: number; y: number; size: number }): string {
  const { commands } = labelFont().getPath(text, at.x, at.y, at.size)
  // Not opentype.js' own `toPathData`: version 2.0 writes NaN for some numbers.
  return commands
    .map((command) => {
      const numbers = points.flatMap((point) => command[point]?.toFixed(1) ?? [])
      return `${command.type}${numbers.join(' ')}`
    })
    .join('')
}
