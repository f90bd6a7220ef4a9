import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readNpy } from '#diffusion/npy.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import { parseParametersText } from '#store/settings/a1111.ts'
import { flaggingModel } from '#test/support/flagging-model.ts'
import { runImagine } from './run-imagine.ts'

const model = resolve('test/fixtures/diffusers/model')
const small = [
  '--model',
  model,
  '--prompt',
  'a red dragon',
  '--seed',
  '42',
  '--steps',
  '2',
  '--width',
  '64',
  '--height',
  '64',
]
const resultSchema = z.looseObject({
  files: z.array(z.string()),
  seeds: z.array(z.number()),
  notes: z.array(z.string()),
  seconds: z.looseObject({ total: z.number(), unet: z.number() }),
})

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imagine-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function imagine(...argv: string[]): Promise<{ status: number; out: string[]; err: string[] }> {
  const out: string[] = []
  const err: string[] = []
  const status = await runImagine(argv, {
    env: { DEVICE: 'cpu' },
    print: (line) => out.push(line),
    say: (line) => err.push(line),
    bar: undefined,
  })
  return { status, out, err }
}

/** A line of --requests. */
const line = (changes: object) =>
  JSON.stringify({ prompt: 'a castle', steps: 1, width: 64, height: 64, model, seed: 1, ...changes })

/** For commands that should be refused before anything is written. */
const picture = () => join(folder, 'picture.png')

async function gradient(name: string, width: number, height: number, channels: 3 | 4): Promise<string> {
  const file = join(folder, name)
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => i % 251)
  await sharp(data, { raw: { width, height, channels } }).png().toFile(file)
  return file
}

describe('what is painted', () => {
  test('npm run --silent imagine prints one JSON object and writes the picture and its latents', async () => {
    const latents = join(folder, 'x.npy')
    const command = [
      'run',
      '--silent',
      'imagine',
      '--',
      ...small,
      '--count',
      '2',
      '--out',
      join(folder, 'x.png'),
      '--latents',
      latents,
      '--json',
    ]
    const { stdout } = await promisify(execFile)('npm', command, { env: { ...process.env, DEVICE: 'cpu' } })
    const result = resultSchema.parse(JSON.parse(stdout))
    expect(result.files).toEqual([join(folder, 'x-0.png'), join(folder, 'x-1.png')])
    expect(result.seeds).toEqual([42, 43])
    expect(readNpy(await readFile(latents)).dims).toEqual([2, 4, 8, 8])
    const png = await readFile(join(folder, 'x-1.png'))
    expect(await sharp(png).metadata()).toMatchObject({ width: 64, height: 64 })
    expect(parseParametersText(readPngParameters(png) ?? '')).toMatchObject({
      prompt: 'a red dragon',
      settings: {
        Steps: '2',
        Sampler: 'DPM++ 2M',
        'Schedule type': 'Karras',
        Seed: '43',
        Size: '64x64',
        RNG: 'CPU',
      },
    })
  })

  test('--speed, as an option or a key, leaves rows out, tells how many, and stands in the picture', async () => {
    const file = join(folder, 'fast.png')
    const { out } = await imagine(...small, '--steps', '20', '--speed', 'fast', '--out', file, '--json')
    const rows = z.object({ unetRuns: z.number(), unetRowsFull: z.number() })
    const { unetRuns, unetRowsFull } = rows.parse(JSON.parse(out[0] ?? ''))
    expect(unetRowsFull).toBe(40)
    expect(unetRuns).toBeLessThanOrEqual(20)
    expect(parseParametersText(readPngParameters(await readFile(file)) ?? '').settings).toMatchObject({
      Speed: 'fast',
    })
    const asked = join(folder, 'speeds.jsonl')
    await writeFile(asked, line({ steps: 20, count: 2, speed: 'draft', out: join(folder, 'draft.png') }))
    const drafts = await imagine('--requests', asked, '--json')
    expect(rows.parse(JSON.parse(drafts.out[0] ?? ''))).toEqual({ unetRuns: 24, unetRowsFull: 80 })
    const refused = await imagine(...small, '--speed', 'warp')
    expect(refused.status).toBe(2)
    expect(refused.err.join()).toContain('--speed must be one of exact, fast, draft, not "warp".')
  })

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
    const image = await gradient('wide.png', 200, 100, 4)
    const { status, out, err } = await imagine(
      ...small,
      '--image',
      image,
      '--strength',
      '0.6',
      '--out',
      picture(),
      '--json',
    )
    expect(status).toBe(0)
    const { notes } = resultSchema.parse(JSON.parse(out[0] ?? ''))
    expect(notes).toEqual(err)
    expect(notes.join(' ')).toMatch(/is 200x100: it was fitted to 64x64.*partly transparent/)
  })

  test('a mask of the image’s size is fitted with it', async () => {
    const image = await gradient('big.png', 128, 128, 3)
    const mask = await gradient('big-mask.png', 128, 128, 3)
    expect(await imagine(...small, '--image', image, '--mask', mask, '--out', picture())).toMatchObject({
      status: 0,
      out: [picture()],
    })
  })

  test.each<[string, string]>([
    ['black strokes on transparent', '<rect width="40" height="40"/>'],
    ['red on black', '<rect width="64" height="64"/><rect width="40" height="40" fill="#f00"/>'],
    ['all black', '<rect width="64" height="64"/>'],
    ['white at alpha 100', '<rect width="40" height="40" fill="#fff" fill-opacity="0.392"/>'],
    ['all transparent', ''],
  ])('a mask without white is refused before painting: %s', async (_, drawn) => {
    const image = await gradient('start.png', 64, 64, 3)
    const mask = join(folder, 'no-white.png')
    await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">${drawn}</svg>`))
      .png()
      .toFile(mask)
    const { status, err } = await imagine(...small, '--image', image, '--mask', mask, '--out', picture())
    expect(status).toBe(2)
    expect(err.join()).toContain('the mask has no white')
  })

  test('a mask whose white is too fine to be met is refused', async () => {
    const image = await gradient('start.png', 64, 64, 3)
    const mask = join(folder, 'fine.png')
    const line = '<rect width="64" height="64"/><rect x="3" width="2" height="64" fill="#fff"/>'
    await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64">${line}</svg>`))
      .png()
      .toFile(mask)
    const { status, err } = await imagine(...small, '--image', image, '--mask', mask, '--out', picture())
    expect(status).toBe(2)
    expect(err.join()).toMatch(/white is too fine/)
  })

  test('what the model’s safety checker flags is not written, and that is said', async () => {
    const flagging = await flaggingModel(folder)
    const out = join(folder, 'flagged.png')
    const request = [...small, '--model', flagging, '--count', '2', '--out', out, '--json']
    const { status, out: printed, err } = await imagine(...request)
    expect(status).toBe(0)
    const { files, notes } = resultSchema.parse(JSON.parse(printed[0] ?? ''))
    expect(files).toEqual([])
    expect(notes).toEqual([
      expect.stringMatching(/safety checker flagged the picture of seed 42: it is withheld/),
      expect.stringMatching(/seed 43/),
    ])
    expect(err).toEqual(notes)
    await expect(readFile(join(folder, 'flagged-0.png'))).rejects.toThrow('ENOENT')
  })

  test('words past the 77 tokens are named in the notes', async () => {
    const plain = ['--prompt-syntax', 'plain', '--prompt', 'cat '.repeat(80), '--steps', '1']
    const long = [...small, ...plain, '--out', picture(), '--json']
    const { out, err } = await imagine(...long)
    const { notes } = resultSchema.parse(JSON.parse(out[0] ?? ''))
    expect(notes).toEqual([expect.stringMatching(/prompt is longer .* left out: cat cat cat cat cat$/)])
    expect(err).toEqual(notes)
  })

  test('--dry-run --json tells every value, the 77 ids and what did not fit', async () => {
    const { status, out } = await imagine(
      '--model',
      model,
      '--prompt',
      'cat '.repeat(80),
      '--prompt-syntax',
      'plain',
      '--seed',
      '7',
      '--dry-run',
      '--json',
    )
    expect(status).toBe(0)
    const plan: unknown = JSON.parse(out[0] ?? '')
    expect(plan).toMatchObject({
      seed: 7,
      steps: 20,
      guidance: 7.5,
      width: 128,
      height: 128,
      scheduler: 'dpmpp_2m_karras',
      count: 1,
      truncated: 'cat cat cat cat cat',
    })
    expect(plan).toHaveProperty('tokens.length', 77)
  })

  test('--dry-run --json tells parts, chunks and schedule, and --conditioning writes what they are encoded to', async () => {
    const file = join(folder, 'c.npy')
    const { status, out, err } = await imagine(
      '--model',
      model,
      '--prompt',
      `${'cat '.repeat(80)}, [dragonstyle:boat:0.5] <hypernet:a:1> AND (a castle:1.2) :0.7`,
      '--negative-prompt',
      '[fog]',
      '--embeddings',
      'test/fixtures/prompts/embeddings',
      '--conditioning',
      file,
      '--dry-run',
      '--json',
    )
    expect(status).toBe(0)
    expect(JSON.parse(out[0] ?? '')).toMatchObject({
      'prompt-syntax': 'a1111',
      'clip-skip': 1,
      truncated: null,
      embeddings: [{ name: 'dragonstyle' }],
      parts: [
        {
          weight: 1,
          schedule: [
            [10, 0],
            [20, 1],
          ],
          entry_per_call: [
            [0, 11],
            [1, 9],
          ],
          texts: [
            { chunks: [{}, { embeddings: [{ name: 'dragonstyle', vectors: 1 }] }] },
            { token_count: 82 },
          ],
        },
        {
          text: ' (a castle:1.2)',
          weight: 0.7,
          texts: [
            {
              attention: [
                [' ', 1],
                ['a castle', 1.2],
              ],
            },
          ],
        },
      ],
      negative_part: { texts: [{ attention: [['fog', 1 / 1.1]] }] },
      loras: [],
      notes: ['<hypernet:a:1> is no tag that is known here: it was left out.'],
    })
    expect(err).toEqual(['<hypernet:a:1> is no tag that is known here: it was left out.'])
    expect(readNpy(await readFile(file)).dims).toEqual([2, 154, 32])
  })

  test('a LoRA made for few steps brings its settings, and a note says so; what is asked for counts instead', async () => {
    const lora = join(folder, 'lcm.safetensors')
    await copyFile('test/fixtures/models-and-loras/loras/folder-unet-text.safetensors', lora)
    const dry = async (...argv: string[]) => {
      const asked = ['--model', model, '--prompt', 'a dragon', '--lora', lora, '--dry-run', '--json']
      const { out } = await imagine(...asked, ...argv)
      return z.looseObject({ notes: z.array(z.string()) }).parse(JSON.parse(out[0] ?? ''))
    }
    const open = await dry()
    expect(open).toMatchObject({ steps: 4, guidance: 1, scheduler: 'lcm' })
    expect(open.notes.join()).toContain(
      'lcm was made for few steps (LCM): --steps 4 --guidance 1 --scheduler lcm',
    )
    const asked = await dry('--steps', '9', '--guidance', '3', '--scheduler', 'ddim')
    expect(asked).toMatchObject({ steps: 9, guidance: 3, scheduler: 'ddim', notes: [] })
  })

  test('--requests of Windows’ editors: UTF-8 with a byte order mark, UTF-16', async () => {
    const file = join(folder, 'windows.jsonl')
    for (const encoding of ['utf8', 'utf16le'] as const) {
      await writeFile(file, `\u{feff}${line({ 'dry-run': true })}\r\n`, encoding)
      const { status, out } = await imagine('--requests', file, '--json')
      expect([status, out.length]).toEqual([0, 1])
    }
  })

  test('--requests paints line by line with one loaded model, goes on after a bad line, and ends with 1', async () => {
    const file = join(folder, 'requests.jsonl')
    const lines = [
      line({ out: join(folder, 'r0.png') }),
      line({ steps: 0 }),
      'not JSON',
      '',
      line({ width: 100 }),
      line({ 'negative-prompt': 'text', 'dry-run': true }),
      line({ model: 'nowhere' }),
      line({ out: join(folder, 'r1.png'), scheduler: 'euler' }),
    ]
    await writeFile(file, lines.join('\n'))
    const { status, out, err } = await imagine('--requests', file, '--json')
    expect(status).toBe(1)
    const answers = out.map((each) => z.looseObject({}).parse(JSON.parse(each)))
    expect(answers).toMatchObject([
      { files: [join(folder, 'r0.png')], seconds: { load: expect.any(Number) } },
      { line: 2, error: expect.stringContaining('steps') },
      { line: 3, error: expect.stringContaining('JSON') },
      { line: 5, error: expect.stringContaining('100') },
      { 'negative-prompt': 'text', seed: 1 },
      { line: 7, error: expect.stringContaining('nowhere') },
      { files: [join(folder, 'r1.png')] },
    ])
    // The model was loaded for the first line.
    expect(answers.at(-1)?.['seconds']).not.toHaveProperty('load')
    expect(err).toHaveLength(4)
  })
})

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
      ...(argv.includes('--out') ? argv : ['--out', picture(), ...argv]),
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
