import sharp from 'sharp'
import type { SheetLabels } from '#messages/comparison.ts'
import { pathOf, widthOf, wrapped } from './label-font.ts'

/** Pictures smaller than this are enlarged: otherwise the labels would be larger than the pictures. */
const leastCellPixels = 160
const gapPixels = 8
/** A letter's height as a share of the pictures' width: about 20 pixels, as Discord shows a sheet about 550 pixels wide. */
const letterShare = 0.036
const leastLetterPixels = 18
/** Distance between lines as a share of a letter's height. */
const lineHeight = 1.2
const labelWidth = 6
const background = '#1e1f22'
const emptyCell = '#2b2d31'
const ink = '#f2f3f5'

/** A picture of a sheet; `index` is its cell, in reading order. */
export interface SheetCell {
  index: number
  png: Buffer
}

/**
 * A comparison as one picture: its cells in rows and columns, with what differs beside each row and above each column. A cell
 * whose picture is missing stays empty.
 * @param size of each picture, in pixels
 * @returns a PNG
 */
export async function composeSheet(
  cells: readonly SheetCell[],
  { rows, columns }: SheetLabels,
  size: { width: number; height: number },
): Promise<Buffer> {
  const enlarged = Math.max(1, Math.ceil(leastCellPixels / Math.min(size.width, size.height)))
  const [width, height] = [size.width * enlarged, size.height * enlarged]
  const across = columns.length * (width + gapPixels)
  const letter = Math.max(leastLetterPixels, Math.round(across * letterShare))
  const [beside, above] = [
    rows.map((label) => wrapped(label, letter, letter * labelWidth)),
    columns.map((label) => wrapped(label, letter, width)),
  ]
  const left = Math.ceil(Math.max(...beside.flat().map((line) => widthOf(line, letter))) + 1.2 * letter)
  const top = Math.ceil((Math.max(...above.map((lines) => lines.length)) * lineHeight + 0.8) * letter)
  const x = (column: number) => left + column * (width + gapPixels)
  const y = (row: number) => top + row * (height + gapPixels)
  const place = (index: number) => ({
    left: x(index % columns.length),
    top: y(Math.floor(index / columns.length)),
  })

  const labels = [
    ...beside.map((lines, row) => drawn(lines, { x: left / 2, y: y(row) + height / 2, width: left, letter })),
    ...above.map((lines, column) => drawn(lines, { x: x(column) + width / 2, y: top / 2, width, letter })),
  ]
  const there = new Set(cells.map(({ index }) => index))
  const empty = Array.from({ length: rows.length * columns.length }, (_, index) => place(index))
    .filter((_, index) => !there.has(index))
    .map(
      (at) => `<rect x="${at.left}" y="${at.top}" width="${width}" height="${height}" fill="${emptyCell}"/>`,
    )
  const whole = { width: x(columns.length), height: y(rows.length) }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${whole.width}" height="${whole.height}">
    <rect width="100%" height="100%" fill="${background}"/>${empty.join('')}<g fill="${ink}">${labels.join('')}</g></svg>`
  const pictures = cells.map(async ({ index, png }) => ({
    input: await resized(png, enlarged),
    ...place(index),
  }))
  return sharp(Buffer.from(svg), { limitInputPixels: false })
    .composite(await Promise.all(pictures))
    .removeAlpha()
    .png()
    .toBuffer()

  async function resized(png: Buffer, by: number): Promise<Buffer> {
    return by === 1 ? png : sharp(png).resize(width, height, { kernel: 'nearest' }).toBuffer()
  }
}

/** Lines around a centre; what is wider than its place is drawn smaller. */
function drawn(
  lines: readonly string[],
  { x, y, width, letter }: { x: number; y: number; width: number; letter: number },
): string {
  const widest = Math.max(...lines.map((line) => widthOf(line, letter)))
  const size = letter * Math.min(1, width / widest)
  return lines
    .map((line, i) => {
      const baseline = y + (i - (lines.length - 1) / 2) * size * lineHeight + size * 0.35
      return `<path d="${pathOf(line, { x: x - widthOf(line, size) / 2, y: baseline, size })}"/>`
    })
    .join('')
}
