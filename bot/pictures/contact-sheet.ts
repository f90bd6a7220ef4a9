import sharp from 'sharp'

const columns = 3
const cellPixels = 200
const gapPixels = 8
const background = { r: 30, g: 31, b: 34 }

/**
 * Which of the seven segments make a digit: top, upper right, lower right, bottom, lower left, upper left, middle. Drawn, not
 * written: a bare machine has no fonts.
 */
const segmentsOf: Record<string, string> = {
  '0': 'abcdef',
  '1': 'bc',
  '2': 'abged',
  '3': 'abgcd',
  '4': 'fgbc',
  '5': 'afgcd',
  '6': 'afgedc',
  '7': 'abc',
  '8': 'abcdefg',
  '9': 'abcdfg',
}
const segmentLines: Record<string, string> = {
  a: 'M0 0H10',
  b: 'M10 0V10',
  c: 'M10 10V20',
  d: 'M0 20H10',
  e: 'M0 10V20',
  f: 'M0 0V10',
  g: 'M0 10H10',
}

/**
 * Small versions of pictures in rows of three, each with its number, 1 … n. A picture whose file is gone leaves an empty cell.
 * @returns a JPEG
 */
export async function contactSheet(pictures: (Buffer | undefined)[]): Promise<Buffer> {
  const rows = Math.max(1, Math.ceil(pictures.length / columns))
  const cells = await Promise.all(
    pictures.map(async (picture, i) => {
      const left = gapPixels + (i % columns) * (cellPixels + gapPixels)
      const top = gapPixels + Math.floor(i / columns) * (cellPixels + gapPixels)
      const number = { input: badge(i + 1), left: left + 6, top: top + 6 }
      if (picture === undefined) return [number]
      const cell = sharp(picture).resize(cellPixels, cellPixels, { fit: 'cover' }).removeAlpha()
      const input = await cell.toColourspace('srgb').raw().toBuffer()
      return [
        { input, raw: { width: cellPixels, height: cellPixels, channels: 3 as const }, left, top },
        number,
      ]
    }),
  )
  const side = (count: number) => gapPixels + count * (cellPixels + gapPixels)
  return sharp({ create: { width: side(columns), height: side(rows), channels: 3, background } })
    .composite(cells.flat())
    .jpeg({ quality: 85 })
    .toBuffer()
}

function badge(number: number): Buffer {
  const digits = String(number).split('')
  const lines = digits.map((digit, i) => {
    const path = (segmentsOf[digit] ?? '')
      .split('')
      .map((segment) => segmentLines[segment])
      .join('')
    return `<path d="${path}" transform="translate(${9 + i * 16} 6)"/>`
  })
  const width = 12 + digits.length * 16
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="32">
      <rect width="${width}" height="32" rx="6" fill="#000" fill-opacity="0.72"/>
      <g fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round">${lines.join('')}</g>
    </svg>`,
  )
}
