import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ExtraNetwork } from '#core/extra-networks.ts'
import { createLogger } from '#process/logger.ts'
import { watchExtraNetworks } from './watch-extra-networks.ts'

const fixtures = 'test/fixtures/models-and-loras/loras'
let modelsDir: string
beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'networks-'))
})
afterAll(async () => rm(modelsDir, { recursive: true }))

test('what is there, what came later and what can’t be painted with', async () => {
  await mkdir(join(modelsDir, 'loras', 'sub'), { recursive: true })
  await mkdir(join(modelsDir, 'embeddings'))
  const put = (from: string, to: string) =>
    cp(join(fixtures, `${from}.safetensors`), join(modelsDir, 'loras', to))
  await put('bf16', 'ink.safetensors')
  await writeFile(
    join(modelsDir, 'loras', 'ink.json'),
    '{"activation text": "ink wash", "preferred weight": 0.7, "description": "", "notes": "Soft\\n edges."}',
  )
  await writeFile(join(modelsDir, 'loras', 'ink.civitai.info'), '{"trainedWords": ["other"]}')
  await sharp({ create: { width: 600, height: 400, channels: 3, background: 'red' } })
    .png()
    .toFile(join(modelsDir, 'loras', 'ink.preview.png'))
  await put('bad-sdxl', 'sdxl.safetensors')
  await writeFile(join(modelsDir, 'loras', 'broken.safetensors'), 'no')
  await writeFile(join(modelsDir, 'embeddings', 'misty.pt'), '')
  const site = '{"description": "<p>Paints <b>dreams</b> &amp; more.</p>", "trainedWords": ["dream,"]}'
  await writeFile(join(modelsDir, 'dream.v2.civitai.info'), site)

  const log: string[] = []
  const told: (readonly ExtraNetwork[])[] = []
  const watched = watchExtraNetworks({
    modelsDir,
    modelPaths: () => [{ name: 'dream.v2', path: join(modelsDir, 'dream.v2.safetensors') }],
    tell: async (networks) => void told.push(networks),
    logger: createLogger({
      name: 'test',
      level: 'warn',
      pretty: false,
      destination: { write: (line) => log.push(line) },
    }),
  })
  try {
    await watched.ready
    expect(told[0]).toMatchObject([
      { kind: 'lora', name: 'ink', words: 'ink wash', suits: { weight: 0.7 }, about: 'Soft edges.' },
      { kind: 'embedding', name: 'misty', words: '', suits: {}, about: '' },
      { kind: 'model', name: 'dream.v2', words: 'dream', suits: {}, about: 'Paints dreams & more.' },
    ])
    const preview = told[0]?.[0]?.preview ?? expect.fail()
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width: 256 })
    expect(log.join('')).toMatch(/broken.*too short/)
    expect(log.join('')).toContain('SDXL')

    await put('bf16', join('sub', 'lcm-sd15.safetensors'))
    await put('bf16', join('sub', 'ink.safetensors'))
    await vi.waitFor(() => expect(told).toHaveLength(2), 10_000)
    expect(told[1]?.map(({ name }) => name)).toEqual(['ink', 'lcm-sd15', 'sub/ink', 'misty', 'dream.v2'])
    // A preview that comes later than its model.
    await cp(join(modelsDir, 'loras', 'ink.preview.png'), join(modelsDir, 'dream.v2.png'))
    await vi.waitFor(() => expect(told).toHaveLength(3), 10_000)
    expect(told[2]?.at(-1)?.preview).not.toBeNull()
    expect(told[1]?.[1]?.suits).toEqual({ steps: 4, guidance: 1, scheduler: 'lcm' })
  } finally {
    await watched.stop()
  }
})
