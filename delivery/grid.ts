import sharp from 'sharp'

/** Dark lines between the pictures of a grid, in pixels. */
const gapPixels = 8
const background = { r: 30, g: 31, b: 34 }

/** Two to four pictures of one size side by side, in reading order: two in a row, then the next row. */
export async function composeGrid(
  pngs: Buffer[],
  { width, height }: { width: number; height: number },
): Promise<Buffer> {
  const columns = 2
  const rows = Math.ceil(pngs.length / columns)
  return sharp({
    create: {
      width: columns * width + (columns - 1) * gapPixels,
      height: rows * height + (rows - 1) * gapPixels,
      channels: 3,
      background,
    },
  })
    .composite(
      pngs.map((input, i) => ({
        input,
        left: (i % columns) * (width + gapPixels),
        top: Math.floor(i / columns) * (height + gapPixels),
      })),
    )
    .png()
    .toBuffer()
}
