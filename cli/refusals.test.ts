import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { imagine, model } from '#test/support/imagine.ts'
import { temporaryFolder } from '#test/support/temporary-folder.ts'

const folder = temporaryFolder()
/** For commands that should be refused before anything is written. */
const picture = join(folder, 'picture.png')

describe('what is wrong is said in one sentence, with status 2', () => {
  const prompt = ['--model', model, '--prompt', 'x']
  const at64 = [...prompt, '--width', '64', '--height', '64', '--steps', '1']
  test.each<[string[], RegExp]>([
    [[], /--prompt is missing/],
    [['--nonsense'], /unknown option '--nonsense'/i],
    [[...prompt, '--steps'], /--steps/],
    [[...prompt, '--steps', '0'], /steps must be a whole number from 1/],
    [[...prompt, '--steps', '2.5'], /steps must be a whole number/],
    [[...prompt, '--steps', 'many'], /--steps must be a number, not "many"/],
    [[...prompt, '--guidance', 'NaN'], /--guidance must be a number/],
    [[...prompt, '--width', '100'], /width must be a multiple of 8, not 100/],
    [[...prompt, '--width', '0'], /width must be/],
    [[...at64, '--width', '72'], /multiples of 16, not 72x64/],
    [[...prompt, '--seed', '-1'], /seed must be a whole number from 0/],
    [[...prompt, '--seed', '9007199254740993'], /seed must be a whole number from 0 to 2\^53/],
    [[...prompt, '--seed', '18446744073709551615'], /2\^53 − 1, not 18446744073709551615\./],
    [[...prompt, '--seed', 'dice'], /--seed must be a whole number from 0 to 2\^53 − 1, not "dice"/],
    [[...prompt, '--count', '0'], /count must be/],
    [[...prompt, '--scheduler', 'magic'], /--scheduler must be one of ddim/],
    [[...prompt, '--rng', 'dice'], /--rng must be torch or philox/],
    [[...prompt, '--device', 'abacus'], /"abacus" is no device/],
    [[...at64, '--device', 'cuda'], /CUDA was asked for, but its provider is not installed/],
    [['--model', 'nowhere', '--prompt', 'x'], /There is no model at .*nowhere/],
    [['--model', 'package.json', '--prompt', 'x'], /package\.json is JSON/],
    [['--model', 'cli', '--prompt', 'x'], /has no text_encoder\/model\.onnx/],
    [[...prompt, '--image', 'nowhere.png'], /there is no file nowhere\.png/],
    [[...prompt, '--image', 'package.json'], /package\.json is not an image/],
    [[...prompt, '--strength', '0.5'], /--strength needs --image/],
    [[...prompt, '--mask', 'mask.png'], /--mask needs --image/],
    [
      [...at64, '--image', 'test/fixtures/diffusers/inputs/img0.png', '--strength', '1.5'],
      /strength must be a number from 0 to 1/,
    ],
    [
      [...at64, '--image', 'test/fixtures/diffusers/inputs/img0.png', '--strength', '0.1'],
      /leaves none of 1 steps/,
    ],
    [
      [
        ...at64,
        '--image',
        'test/fixtures/diffusers/inputs/img0.png',
        '--mask',
        'test/fixtures/diffusers/inputs/mask2.png',
      ],
      /mask2\.png is 64x128, but the image is 64x64/,
    ],
    [[...at64, '--clip-skip', '4'], /Clip skip is at most 3 with this model, not 4/],
    [[...at64, '--clip-skip', '0'], /clip skip must be a whole number from 1, not 0/],
    [[...at64, '--conditioning', 'x.npy'], /--conditioning goes with --dry-run/],
    [[...at64, '--embeddings', 'nowhere'], /--embeddings: there is no folder nowhere/],
    [[...prompt, '--out', '/nowhere/x.png'], /Nothing can be written to the folder \/nowhere/],
    [[...at64, '--guidance', '1e38'], /grew past all bounds: use a lower guidance/],
    [[...prompt, '--out', 'x.jpg'], /--out must end in \.png/],
    [['--requests', 'nowhere.jsonl'], /--requests: nowhere\.jsonl can't be read/],
  ])('%j', async (argv, sentence) => {
    const { status, out, err } = await imagine(
      ...(argv.includes('--out') ? argv : ['--out', picture, ...argv]),
    )
    expect(err).toEqual([expect.stringMatching(sentence)])
    expect(err[0]).not.toMatch(/\n|should not have happened/)
    expect({ status, out }).toEqual({ status: 2, out: [] })
  })

  test('a start image past what can be read', async () => {
    const huge = join(folder, 'huge.svg')
    await writeFile(huge, '<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000" />')
    const { status, err } = await imagine(...at64, '--image', huge)
    expect({ status, err }).toEqual({ status: 2, err: [expect.stringContaining('make it smaller')] })
  })

  test('a folder in the picture’s place', async () => {
    const there = join(folder, 'folder.png')
    await mkdir(there)
    const { status, err } = await imagine(...at64, '--out', there)
    expect({ status, err }).toEqual({ status: 2, err: [`${there} is a folder: choose another name.`] })
  })

  test.runIf(process.platform === 'linux')('a disk that is full is a failure: 1', async () => {
    const full = join(folder, 'full.png')
    await symlink('/dev/full', full)
    const { status, err } = await imagine(...at64, '--out', full)
    expect({ status, err }).toEqual({
      status: 1,
      err: [expect.stringContaining('full.png could not be written')],
    })
    expect(err[0]).not.toContain('should not have happened')
  })
})
