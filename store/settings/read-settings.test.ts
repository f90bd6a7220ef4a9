import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readSettings } from './read-settings.ts'
import {
  exifWith,
  jpegWith,
  pngWith,
  pngWithBytes,
  userComment,
  webpWith,
} from '#test/support/tagged-pictures.ts'

const a1111 =
  'a red fox\nNegative prompt: fog\nSteps: 30, Sampler: Euler a, CFG scale: 6, Seed: 11, Size: 512x768'
const fox = {
  tool: 'A1111',
  prompt: 'a red fox',
  negativePrompt: 'fog',
  steps: 30,
  sampler: 'Euler a',
  seed: 11n,
}

const read = async (file: Buffer | Promise<Buffer>) => {
  const found = await readSettings(await file)
  return found.outcome === 'read' ? found.settings : found
}

test('A1111’s text is read, and kept as it is', async () => {
  const found = await readSettings(await pngWith({ parameters: `${a1111}\nTemplate: a {red|blue} fox` }))
  expect(found).toMatchObject({
    outcome: 'read',
    settings: fox,
    text: expect.stringMatching(/^a red fox[^]*fox$/),
  })
})

test('SwarmUI’s JSON', async () => {
  const json =
    '{"sui_image_params":{"prompt":"a snail","negativeprompt":"fog","seed":7,"steps":25,"cfgscale":4,"width":768,"height":512}}'
  const settings = {
    tool: 'SwarmUI',
    prompt: 'a snail',
    negativePrompt: 'fog',
    seed: 7n,
    steps: 25,
    guidance: 4,
    width: 768,
    height: 512,
  }
  expect(await read(pngWith({ parameters: json }))).toEqual(settings)
  expect(await read(jpegWith(exifWith({ comment: userComment(json) })))).toEqual(settings)
  expect(await readSettings(await pngWith({ parameters: json }))).toMatchObject({
    text: 'a snail\nNegative prompt: fog\nSteps: 25, CFG scale: 4, Seed: 7, Size: 768x512',
  })
})

test('Fooocus’ JSON', async () => {
  const json =
    '{"prompt":"a lighthouse","negative_prompt":"text","seed":"5263","steps":30,"guidance_scale":4,"resolution":"(896, 1152)","metadata_scheme":"fooocus"}'
  expect(await read(pngWith({ parameters: json }))).toEqual({
    tool: 'Fooocus',
    prompt: 'a lighthouse',
    negativePrompt: 'text',
    seed: 5263n,
    steps: 30,
    guidance: 4,
    width: 896,
    height: 1152,
  })
})

test('InvokeAI’s metadata', async () => {
  const json =
    '{"positive_prompt":"a red fox","negative_prompt":"fog","width":512,"height":768,"seed":1554095076,"cfg_scale":7.5,"steps":30,"scheduler":"euler_a"}'
  expect(await read(pngWith({ invokeai_metadata: json }))).toEqual({
    tool: 'InvokeAI',
    prompt: 'a red fox',
    negativePrompt: 'fog',
    width: 512,
    height: 768,
    seed: 1554095076n,
    guidance: 7.5,
    steps: 30,
    sampler: 'euler_a',
  })
})

test('InvokeAI’s older forms', async () => {
  const old = {
    model_weights: 'sd-1.5',
    image: {
      prompt: [{ prompt: 'a red fox [fog, rain]', weight: 1 }],
      seed: 7,
      steps: 50,
      cfg_scale: 7.5,
      width: 512,
      height: 640,
      sampler: 'k_lms',
    },
  }
  const settings = {
    tool: 'InvokeAI',
    prompt: 'a red fox',
    negativePrompt: 'fog, rain',
    seed: 7n,
    steps: 50,
    sampler: 'k_lms',
  }
  expect(await read(pngWith({ 'sd-metadata': JSON.stringify(old) }))).toMatchObject(settings)
  const dream = '"a red fox [fog, rain]" -s 50 -S 7 -W 512 -H 640 -C 7.5 -A k_lms'
  expect(await read(pngWith({ Dream: dream }))).toMatchObject({ ...settings, width: 512, height: 640 })
})

test('NovelAI’s comment, with its prompt or beside it', async () => {
  const comment = {
    uc: 'fog',
    steps: 28,
    seed: 3,
    scale: 11,
    sampler: 'k_euler_ancestral',
    width: 640,
    height: 832,
  }
  const settings = {
    tool: 'NovelAI',
    prompt: 'a red fox',
    negativePrompt: 'fog',
    steps: 28,
    seed: 3n,
    guidance: 11,
    sampler: 'k_euler_ancestral',
    width: 640,
    height: 832,
  }
  const older = { Software: 'NovelAI', Description: 'a red fox', Comment: JSON.stringify(comment) }
  expect(await read(pngWith(older))).toEqual(settings)
  const newer = { Software: 'NovelAI', Comment: JSON.stringify({ ...comment, prompt: 'a red fox' }) }
  expect(await read(pngWith(newer))).toEqual(settings)
  expect(await read(webpWith(exifWith({ comment: userComment(JSON.stringify(newer)) })))).toEqual(settings)
})

test.each([
  ['JPEG', jpegWith, 'high first'],
  ['JPEG, the other order of bytes', jpegWith, 'low first'],
  ['WebP', webpWith, 'high first'],
] as const)('A1111’s EXIF user comment in a %s', async (_, file, order) => {
  expect(await read(file(exifWith({ comment: userComment(a1111, order) })))).toMatchObject(fox)
  const snow = a1111.replace('a red fox', '狐 in the snow, café')
  expect(await read(file(exifWith({ comment: userComment(snow, order) })))).toMatchObject({
    prompt: '狐 in the snow, café',
  })
})

test.each(['ASCII\0\0\0', '\0\0\0\0\0\0\0\0', ''])('a user comment behind %j', async (code) => {
  const comment = Buffer.from(code + a1111)
  expect(await read(jpegWith(exifWith({ comment })))).toMatchObject(fox)
})

test.each([
  ['UTF-8 in tEXt', 'tEXt', '狐 in the snow, café', 'utf8'],
  ['UTF-8 in zTXt', 'zTXt', '狐 in the snow, café', 'utf8'],
  ['Latin-1 in tEXt', 'tEXt', 'café in the snow', 'latin1'],
  ['Latin-1 in iTXt', 'iTXt', 'café in the snow', 'latin1'],
] as const)('%s', async (_, type, prompt, encoding) => {
  const bytes = Buffer.from(a1111.replace('a red fox', prompt), encoding)
  expect(await read(pngWithBytes(type, 'parameters', bytes))).toMatchObject({ ...fox, prompt })
})

test('NUL is dropped, in chunks and in JSON; halves of characters are no text', async () => {
  const bytes = Buffer.from(a1111.replace('red', 'r\0ed'))
  expect(await read(pngWithBytes('tEXt', 'parameters', bytes))).toMatchObject(fox)
  const json = String.raw`{"sui_image_params":{"prompt":"a \u0000sna\ud800il"}}`
  expect(await read(pngWith({ parameters: json }))).toMatchObject({ prompt: 'a sna\u{fffd}il' })
})

test.each(['1102676403634909', '18446744073709551615', '9007199254740993'])(
  'seed %s is exact everywhere',
  async (seed) => {
    const each = [
      { parameters: a1111.replace('Seed: 11', `Seed: ${seed}`) },
      { parameters: `{"sui_image_params":{"prompt":"x","seed":${seed}}}` },
      { parameters: `{"prompt":"x","seed":"${seed}","metadata_scheme":"fooocus"}` },
      { invokeai_metadata: `{"positive_prompt":"x","seed":${seed}}` },
      { Comment: `{"prompt":"x","uc":"","seed":${seed}}` },
    ]
    for (const texts of each) expect(await read(pngWith(texts))).toMatchObject({ seed: BigInt(seed) })
  },
)

test('a text of nothing but a prompt is one in a chunk; in a camera’s comment it is not', async () => {
  expect(await read(pngWith({ parameters: 'a red fox' }))).toMatchObject({ prompt: 'a red fox' })
  expect(await read(jpegWith(exifWith({ comment: userComment('a red fox') })))).toEqual({ outcome: 'none' })
  expect(await read(jpegWith(exifWith({ comment: Buffer.from('ASCII\0\0\0{"iso": 100}') })))).toEqual({
    outcome: 'none',
  })
})

test.each([
  ['?', { parameters: '{"magic": 1}' }],
  ['SwarmUI', { parameters: '{"sui_image_params": 5}' }],
  ['Fooocus', { parameters: '{"metadata_scheme": "fooocus"}' }],
  ['InvokeAI', { invokeai_metadata: '{"app_version": "4"}' }],
  ['InvokeAI', { 'sd-metadata': '[]' }],
  ['InvokeAI', { invokeai_graph: '{}' }],
  ['NovelAI', { Software: 'NovelAI' }],
  ['NovelAI', { Software: 'NovelAI', Comment: 'torn {' }],
  ['ComfyUI', { prompt: '{"1": 2}' }],
])('what %s wrote and we can’t read is told from nothing', async (tool, texts: Record<string, string>) => {
  expect(await read(pngWith(texts))).toEqual({ outcome: 'unreadable', tool, because: { why: 'form' } })
})

test('of two tools’ texts, the one that can be read counts', async () => {
  const both = { invokeai_metadata: 'torn', parameters: a1111 }
  expect(await read(pngWith(both))).toMatchObject(fox)
})

test.each([
  ['a plain PNG', pngWith({})],
  ['a drawing program’s PNG', pngWith({ Comment: 'Created with GIMP', Software: 'GIMP' })],
  [
    'a plain JPEG',
    sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer(),
  ],
  ['a photo', jpegWith(exifWith({ image: { 0x010f: 'Canon', 0x0110: 'EOS' } }))],
  ['no picture', Promise.resolve(Buffer.from('hello'))],
  ['nothing', Promise.resolve(Buffer.of())],
])('%s carries none', async (_, file) => {
  expect(await read(file)).toEqual({ outcome: 'none' })
})

test('texts that unpack to more than anybody writes are left out', async () => {
  const bomb = await pngWithBytes('zTXt', 'parameters', Buffer.alloc(50_000_000, 'a'))
  expect(await read(bomb)).toEqual({ outcome: 'none' })
})

test('whatever bytes are torn, nothing throws', async () => {
  const files = await Promise.all([
    pngWith({ parameters: a1111, prompt: '{"3":{"class_type":"KSampler","inputs":{"positive":["3",0]}}}' }),
    jpegWith(exifWith({ comment: userComment(a1111), image: { 0x010f: 'prompt:{"1":{}}' } })),
    webpWith(exifWith({ comment: userComment(a1111) })),
  ])
  const tears = fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...files), tears, fc.nat(2000), async (file, bytes, end) => {
      const torn = Buffer.from(file)
      for (const [at, byte] of bytes) if (at < torn.length) torn[at] = byte
      const { outcome } = await readSettings(end % 2 === 0 ? torn : torn.subarray(0, end))
      expect(['read', 'unreadable', 'none']).toContain(outcome)
    }),
  )
})

test('whatever a tool’s JSON holds, nothing throws', async () => {
  const names = ['parameters', 'prompt', 'workflow', 'invokeai_metadata', 'sd-metadata', 'Comment', 'Dream']
  const inner = fc.jsonValue({ maxDepth: 4 })
  const json = fc.oneof(
    inner,
    inner.map((value) => ({ sui_image_params: value, image: value, inputs: value, nodes: [value] })),
    fc.dictionary(
      fc.constantFrom(
        'prompt',
        'seed',
        'steps',
        'resolution',
        'positive_prompt',
        'uc',
        'nodes',
        'links',
        '1',
      ),
      inner,
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), json, async (name, value) => {
      const { outcome } = await readSettings(await pngWith({ [name]: JSON.stringify(value) }))
      expect(['read', 'unreadable', 'none']).toContain(outcome)
    }),
  )
})
