import { expect, test } from 'vitest'
import { readSettings } from '#store/settings/read-settings.ts'
import { exifWith, pngWith, webpWith } from '#test/support/tagged-pictures.ts'

type Nodes = Record<string, { class_type: string; inputs: Record<string, unknown> }>

/** ComfyUI's own first workflow, as it is saved. */
const usual = {
  '3': {
    class_type: 'KSampler',
    inputs: {
      seed: 156680208700286,
      steps: 20,
      cfg: 8,
      sampler_name: 'dpmpp_2m',
      scheduler: 'karras',
      denoise: 1,
      model: ['4', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['5', 0],
    },
  },
  '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'v1-5-pruned-emaonly.safetensors' } },
  '5': { class_type: 'EmptyLatentImage', inputs: { width: 512, height: 768, batch_size: 1 } },
  '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a glass bottle', clip: ['4', 1] } },
  '7': { class_type: 'CLIPTextEncode', inputs: { text: 'text, watermark', clip: ['4', 1] } },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
  '9': { class_type: 'SaveImage', inputs: { filename_prefix: 'ComfyUI', images: ['8', 0] } },
} satisfies Nodes

const bottle = {
  tool: 'ComfyUI',
  prompt: 'a glass bottle',
  negativePrompt: 'text, watermark',
  seed: 156680208700286n,
  steps: 20,
  guidance: 8,
  sampler: 'dpmpp_2m',
  schedule: 'karras',
  width: 512,
  height: 768,
  model: 'v1-5-pruned-emaonly.safetensors',
}

const read = async (file: Promise<Buffer>) => {
  const found = await readSettings(await file)
  return found.outcome === 'read' ? found.settings : found
}
const ofGraph = (changes: Nodes) => read(pngWith({ prompt: JSON.stringify({ ...usual, ...changes }) }))
const sampler = (inputs: Record<string, unknown>) => ({
  '3': { class_type: 'KSampler', inputs: { ...usual['3'].inputs, ...inputs } },
})
const unreadable = (because: object) => ({ outcome: 'unreadable', tool: 'ComfyUI', because })

test('the usual graph', async () => {
  expect(await ofGraph({})).toEqual(bottle)
})

test('seeds past 2^53 are exact, and Python’s NaN is taken', async () => {
  const text = JSON.stringify(usual).replace('156680208700286', '18446744073709551615')
  const prompt = text.replace('"batch_size":1', '"batch_size":1,"is_changed":[NaN, -Infinity]')
  expect(await read(pngWith({ prompt }))).toEqual({ ...bottle, seed: 18446744073709551615n })
})

test('WebP holds it in the tags of a camera', async () => {
  const image = { 0x0110: `prompt:${JSON.stringify(usual)}`, 0x010f: 'workflow:{"nodes":[]}' }
  expect(await read(webpWith(exifWith({ image })))).toEqual(bottle)
})

test('links to typed values, reroutes, control nets and LoRAs are followed', async () => {
  const nodes: Nodes = {
    ...sampler({ seed: ['20', 0], positive: ['21', 0], negative: ['21', 1], model: ['24', 0] }),
    '20': { class_type: 'Seed (rgthree)', inputs: { seed: 7 } },
    '21': {
      class_type: 'ControlNetApplyAdvanced',
      inputs: { positive: ['22', 0], negative: ['7', 0], strength: 1 },
    },
    '22': { class_type: 'Reroute', inputs: { '': ['6', 0] } },
    '6': { class_type: 'CLIPTextEncode', inputs: { text: ['23', 0], clip: ['24', 1] } },
    '23': { class_type: 'PrimitiveStringMultiline', inputs: { value: 'a brass bottle' } },
    '24': { class_type: 'LoraLoader', inputs: { lora_name: 'brass', model: ['4', 0], clip: ['4', 1] } },
  }
  expect(await ofGraph(nodes)).toEqual({ ...bottle, seed: 7n, prompt: 'a brass bottle' })
})

test('prompts that are combined or put together', async () => {
  const nodes: Nodes = {
    ...sampler({ positive: ['20', 0], negative: ['22', 0] }),
    '20': {
      class_type: 'ConditioningCombine',
      inputs: { conditioning_1: ['6', 0], conditioning_2: ['21', 0] },
    },
    '21': { class_type: 'CLIPTextEncode', inputs: { text: ['23', 0] } },
    '22': { class_type: 'ConditioningZeroOut', inputs: { conditioning: ['6', 0] } },
    '23': {
      class_type: 'StringConcatenate',
      inputs: { string_a: 'in', string_b: ['24', 0], delimiter: ' the ' },
    },
    '24': { class_type: 'PrimitiveString', inputs: { value: 'snow' } },
  }
  expect(await ofGraph(nodes)).toEqual({
    ...bottle,
    prompt: 'a glass bottle, in the snow',
    negativePrompt: '',
  })
})

test('of a chain of samplers, the first made the picture; those that nothing saves made none', async () => {
  const nodes: Nodes = {
    '1': { class_type: 'KSampler', inputs: { ...usual['3'].inputs, seed: 1 } },
    '10': { class_type: 'LatentUpscale', inputs: { samples: ['3', 0], width: 1024, height: 1536 } },
    '11': {
      class_type: 'KSampler',
      inputs: { ...usual['3'].inputs, seed: 2, denoise: 0.5, latent_image: ['10', 0] },
    },
    '8': { class_type: 'VAEDecode', inputs: { samples: ['11', 0], vae: ['4', 2] } },
  }
  expect(await ofGraph(nodes)).toEqual(bottle)
})

test('samplers of several nodes', async () => {
  const nodes: Nodes = {
    '3': {
      class_type: 'SamplerCustomAdvanced',
      inputs: {
        noise: ['20', 0],
        guider: ['21', 0],
        sampler: ['22', 0],
        sigmas: ['23', 0],
        latent_image: ['5', 0],
      },
    },
    '20': { class_type: 'RandomNoise', inputs: { noise_seed: 5 } },
    '21': {
      class_type: 'CFGGuider',
      inputs: { cfg: 3.5, model: ['4', 0], positive: ['6', 0], negative: ['7', 0] },
    },
    '22': { class_type: 'KSamplerSelect', inputs: { sampler_name: 'euler' } },
    '23': {
      class_type: 'BasicScheduler',
      inputs: { scheduler: 'simple', steps: 12, denoise: 1, model: ['4', 0] },
    },
  }
  expect(await ofGraph(nodes)).toEqual({
    ...bottle,
    seed: 5n,
    guidance: 3.5,
    sampler: 'euler',
    schedule: 'simple',
    steps: 12,
  })
})

test('a calculated size leaves only itself out', async () => {
  const { width: _, ...rest } = bottle
  const nodes: Nodes = {
    '5': { class_type: 'EmptyLatentImage', inputs: { width: ['20', 0], height: 768 } },
    '20': { class_type: 'MathExpression', inputs: { a: 1, b: 2, expression: 'a*512' } },
  }
  expect(await ofGraph(nodes)).toEqual(rest)
})

test.each<[string, Nodes, object]>([
  ['without a sampler', { '3': { class_type: 'Magic', inputs: {} } }, { why: 'no_sampler' }],
  [
    'whose prompt is made up by a node',
    {
      '6': { class_type: 'CLIPTextEncode', inputs: { text: ['20', 0] } },
      '20': { class_type: 'RandomWildcard', inputs: { text: '{a|b}', style: 'c' } },
    },
    { why: 'node', node: 'RandomWildcard' },
  ],
  [
    'whose seed is made up by a node',
    { ...sampler({ seed: ['20', 0] }), '20': { class_type: 'DiceRoll', inputs: { sides: 6 } } },
    { why: 'node', node: 'DiceRoll' },
  ],
  [
    'that goes round in a circle',
    {
      ...sampler({ positive: ['20', 0] }),
      '20': { class_type: 'Reroute', inputs: { '': ['21', 0] } },
      '21': { class_type: 'Reroute', inputs: { '': ['20', 0] } },
    },
    { why: 'node', node: 'Reroute' },
  ],
  [
    'that doubles at each of a hundred nodes',
    Object.fromEntries([
      ['3', { class_type: 'KSampler', inputs: { ...usual['3'].inputs, positive: ['20', 0] } }],
      ...Array.from({ length: 100 }, (_, i) => [
        String(20 + i),
        {
          class_type: 'ConditioningCombine',
          inputs: { conditioning_1: [String(21 + i), 0], conditioning_2: [String(21 + i), 0] },
        },
      ]),
      ['120', usual['6']],
    ]),
    { why: 'node', node: 'ConditioningCombine' },
  ],
  ['with a link to nowhere', sampler({ positive: ['99', 0] }), { why: 'node', node: '99' }],
])('a graph %s says so', async (_, nodes, because) => {
  expect(await ofGraph(nodes)).toMatchObject(unreadable(because))
})

/** The same as its editor saves it: values in a list, links by number. */
const workflow = {
  nodes: [
    {
      id: 3,
      type: 'KSampler',
      inputs: [
        { name: 'model', link: 1 },
        { name: 'positive', link: 4 },
        { name: 'negative', link: 6 },
        { name: 'latent_image', link: 2 },
      ],
      widgets_values: [156680208700286, 'randomize', 20, 8, 'dpmpp_2m', 'karras', 1],
    },
    { id: 4, type: 'CheckpointLoaderSimple', widgets_values: ['v1-5-pruned-emaonly.safetensors'] },
    { id: 5, type: 'EmptyLatentImage', widgets_values: [512, 768, 1] },
    {
      id: 6,
      type: 'CLIPTextEncode',
      inputs: [{ name: 'clip', link: 3 }],
      widgets_values: ['a glass bottle'],
    },
    {
      id: 7,
      type: 'CLIPTextEncode',
      inputs: [{ name: 'clip', link: 5 }],
      widgets_values: ['text, watermark'],
    },
    { id: 8, type: 'VAEDecode', inputs: [{ name: 'samples', link: 7 }] },
    { id: 9, type: 'SaveImage', inputs: [{ name: 'images', link: 9 }], widgets_values: ['ComfyUI'] },
    { id: 10, type: 'MarkdownNote', widgets_values: ['hello'] },
  ],
  links: [
    [1, 4, 0, 3, 0, 'MODEL'],
    [2, 5, 0, 3, 3, 'LATENT'],
    [3, 4, 1, 6, 0, 'CLIP'],
    [4, 6, 0, 3, 1, 'CONDITIONING'],
    [5, 4, 1, 7, 0, 'CLIP'],
    [6, 7, 0, 3, 2, 'CONDITIONING'],
    [7, 3, 0, 8, 0, 'LATENT'],
    [9, 8, 0, 9, 0, 'IMAGE'],
  ],
}

test('a picture with the editor’s format alone', async () => {
  expect(await read(pngWith({ workflow: JSON.stringify(workflow) }))).toEqual(bottle)
})

test('a graph of Flux', async () => {
  const nodes: Nodes = {
    ...sampler({ cfg: 1, positive: ['20', 0] }),
    '20': { class_type: 'FluxGuidance', inputs: { guidance: 3.5, conditioning: ['21', 0] } },
    '21': { class_type: 'CLIPTextEncodeFlux', inputs: { clip_l: 'a fox', t5xxl: 'a fox', guidance: 3.5 } },
  }
  expect(await ofGraph(nodes)).toMatchObject({ prompt: 'a fox', guidance: 1 })
})
