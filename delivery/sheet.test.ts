import sharp from 'sharp'
import { expect, test } from 'vitest'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { pathOf, wrapped } from './label-font.ts'
import { composeSheet } from './sheet.ts'

const colours = ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#ff00ff', '#00ffff']
const cell = async (index: number, width = 32, height = 64) => ({
  index,
  png: await sharp({ create: { width, height, channels: 3, background: colours[index] ?? 'white' } })
    .png()
    .toBuffer(),
})

async function read(png: Buffer) {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ]
  /** Pixels of letters in a box. */
  const letters = (left: number, top: number, right: number, bottom: number) => {
    let count = 0
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) if (at(x, y).every((value) => value > 200)) count += 1
    }
    return count
  }
  return { ...info, at, letters }
}

test('cells stand in rows and columns, small ones enlarged, each row and column with its label', async () => {
  const cells = await Promise.all([0, 1, 2, 3, 5].map((index) => cell(index)))
  const labels = {
    rows: ['DPM++ 2M SDE Karras', 'Führung 1,5'],
    columns: ['8 steps', '20 steps', '1000 steps'],
  }
  const sheet = await read(await composeSheet(cells, labels, { width: 32, height: 64 }))
  const [width, height, gap] = [160, 320, 8]
  const left = sheet.width - 3 * (width + gap)
  const top = sheet.height - 2 * (height + gap)
  const centre = (index: number) =>
    sheet.at(
      left + (index % 3) * (width + gap) + width / 2,
      top + Math.floor(index / 3) * (height + gap) + height / 2,
    )
  expect([0, 1, 2, 3, 5].map(centre)).toEqual([
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 0],
    [0, 255, 255],
  ])
  expect(centre(4)).toEqual([43, 45, 49])
  for (const row of [0, 1])
    expect(sheet.letters(0, top + row * (height + gap), left, top + (row + 1) * height)).toBeGreaterThan(100)
  for (const column of [0, 1, 2]) {
    const x = left + column * (width + gap)
    expect(sheet.letters(x, 0, x + width, top)).toBeGreaterThan(100)
  }
})

test('letters are large enough for Discord’s preview of the largest sheet', async () => {
  const big = await sharp({ create: { width: 512, height: 512, channels: 3, background: 'black' } })
    .png()
    .toBuffer()
  const cells = Array.from({ length: 16 }, (_, index) => ({ index, png: big }))
  const labels = { rows: ['a', 'b', 'c', 'd'], columns: ['I', 'I', 'I', 'I'] }
  const png = await composeSheet(cells, labels, { width: 512, height: 512 })
  const preview = await read(await sharp(png).resize({ width: 550 }).png().toBuffer())
  const first = Math.round((550 / 5) * 1.2)
  let tall = 0
  for (let y = 0; y < 40; y++) if (preview.letters(0, y, first + 60, y + 1) > 0) tall += 1
  expect(tall).toBeGreaterThanOrEqual(8)
})

test('every label can be drawn: no letter is missing, no number is none', () => {
  const words = [
    ...schedulerSlugs.map((slug) => schedulerNames[slug]),
    'Führung 7,5',
    'guidance 0.123456',
    'Seed 4294967295',
    'Schritte',
  ]
  for (const [i, text] of words.entries()) {
    for (let x = 0; x < 10; x += 0.37) {
      const path = pathOf(text, { x: x * (i + 1), y: 55.3 + x / 7, size: 20 + x })
      expect(path).toMatch(/^(?:[MLCQZ][-\d. ]*)+$/)
    }
    for (const letter of text.replaceAll(' ', '')) {
      expect(pathOf(letter, { x: 0, y: 0, size: 20 })).not.toBe(pathOf('\uffff', { x: 0, y: 0, size: 20 }))
    }
  }
  expect(wrapped('DPM++ 2M SDE Karras', 20, 120)).toEqual(['DPM++ 2M', 'SDE Karras'])
  expect(wrapped('Führung', 20, 10)).toEqual(['Führung'])
})
