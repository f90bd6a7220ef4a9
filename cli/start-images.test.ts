import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { gradient, imagine, resultSchema, small } from '#test/support/imagine.ts'
import { temporaryFolder } from '#test/support/temporary-folder.ts'

const folder = temporaryFolder()
const picture = join(folder, 'picture.png')

test('without a size, the picture is as large as its start image, in the steps that the model paints', async () => {
  const image = join(folder, 'blue.png')
  const blue = { width: 200, height: 121, channels: 3, background: 'blue' } as const
  await sharp({ create: blue }).png().toFile(image)
  const asked = ['--model', resolve('models/dragon-mini'), '--prompt', 'a red dragon', '--image', image]
  const { out, err } = await imagine(...asked, '--dry-run', '--json')
  expect(err).toEqual([expect.stringContaining('200x120')])
  expect(JSON.parse(out.join(''))).toMatchObject({ width: 200, height: 120 })
})

test('a start image of another size, and with alpha, is fitted and that is said', async () => {
  const image = await gradient(join(folder, 'wide.png'), { width: 200, height: 100, channels: 4 })
  const { status, out, err } = await imagine(
    ...small,
    '--image',
    image,
    '--strength',
    '0.6',
    '--out',
    picture,
    '--json',
  )
  expect(status).toBe(0)
  const { notes } = resultSchema.parse(JSON.parse(out[0] ?? ''))
  expect(notes).toEqual(err)
  expect(notes.join(' ')).toMatch(/is 200x100: it was fitted to 64x64.*partly transparent/)
})

test('a mask of the image’s size is fitted with it', async () => {
  const image = await gradient(join(folder, 'big.png'), { width: 128, height: 128, channels: 3 })
  const mask = await gradient(join(folder, 'big-mask.png'), { width: 128, height: 128, channels: 3 })
  expect(await imagine(...small, '--image', image, '--mask', mask, '--out', picture)).toMatchObject({
    status: 0,
    out: [picture],
  })
})

test.each<[string, string]>([
  ['black strokes on transparent', '<rect width="40" height="40"/>'],
  ['red on black', '<rect width="64" height="64"/><rect width="40" height="40" fill="#f00"/>'],
  ['all black', '<rect width="64" height="64"/>'],
  ['white at alpha 100', '<rect width="40" height="40" fill="#fff" fill-opacity="0.392"/>'],
  ['all transparent', ''],
])('a mask without white is refused before painting: %s', async (_, drawn) => {
  const image = await gradient(join(folder, 'start.png'), { width: 64, height: 64, channels: 3 })
  const mask = join(folder, 'no-white.png')
  await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">${drawn}</svg>`))
    .png()
    .toFile(mask)
  const { status, err } = await imagine(...small, '--image', image, '--mask', mask, '--out', picture)
  expect(status).toBe(2)
  expect(err.join()).toContain('the mask has no white')
})

test('a mask whose white is too fine to be met is refused', async () => {
  const image = await gradient(join(folder, 'start.png'), { width: 64, height: 64, channels: 3 })
  const mask = join(folder, 'fine.png')
  const line = '<rect width="64" height="64"/><rect x="3" width="2" height="64" fill="#fff"/>'
  await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">${line}</svg>`))
    .png()
    .toFile(mask)
  const { status, err } = await imagine(...small, '--image', image, '--mask', mask, '--out', picture)
  expect(status).toBe(2)
  expect(err.join()).toMatch(/white is too fine/)
})
