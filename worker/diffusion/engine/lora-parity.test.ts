import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { assembled, modelsAndLoras } from '#test/support/assembled-checkpoint.ts'
import {
  caseRequest,
  type CheckpointCase,
  checkpointCases,
  distanceFrom,
} from '#test/support/checkpoint-cases.ts'
import type { LoraRequest, PaintRequest, Picture } from '#diffusion/contract.ts'
import { noteSentence } from '#diffusion/note-sentence.ts'
import { createEngine } from './engine.ts'

const agreement = 1e-3
const folder = await mkdtemp(join(tmpdir(), 'loras-'))
const engine = createEngine({ device: 'cpu', threads: 1, warmUp: false })
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true })
})

/** The model of a case: a checkpoint put together once, or the folder of the other fixtures. */
async function modelOf({ checkpoint }: CheckpointCase): Promise<string> {
  if (checkpoint === undefined) return 'test/fixtures/diffusers/model'
  const path = join(folder, checkpoint)
  if (!existsSync(path)) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await assembled(checkpoint))
  }
  return path
}

const lorasOf = ({ loras }: CheckpointCase): LoraRequest[] =>
  loras.map(({ file, weight, te_weight: textWeight = weight }) => ({
    file: join(modelsAndLoras, file),
    weight,
    textWeight,
  }))

async function painted(request: PaintRequest): Promise<Picture[]> {
  const pictures: Picture[] = []
  for await (const event of engine.paint(request)) if (event.kind === 'picture') pictures.push(event)
  return pictures
}
const requestOf = async (golden: CheckpointCase): Promise<PaintRequest> => ({
  ...(await caseRequest(golden, await modelOf(golden))),
  loras: lorasOf(golden),
})
const latentsOf = (pictures: readonly Picture[]) => pictures.map(({ latents }) => latents)

const cases = (await checkpointCases('loras')).filter(({ loras }) =>
  loras.every(({ file }) => existsSync(join(modelsAndLoras, file))),
)
const named = (id: string) =>
  cases.find((golden) => golden.id === id) ?? expect.fail(`The case ${id} is gone.`)

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(15)
})

test.each(cases)('$id', { timeout: 120_000 }, async (golden) => {
  const pictures = await painted(await requestOf(golden))
  expect(await distanceFrom(golden, latentsOf(pictures))).toBeLessThanOrEqual(agreement)
  const notes = (pictures[0]?.notes ?? []).map(noteSentence).join('\n')
  for (const pattern of golden.notes) expect(notes).toMatch(new RegExp(pattern, 'i'))
  if (golden.notes.length === 0) expect(notes).toBe('')
})

test('different LoRAs, and none, at the same time: everybody gets theirs', { timeout: 120_000 }, async () => {
  const together = ['lora-loha-1', 'lora-kohya-dora-1', 'lora-peft-alpha-1'].map(named)
  const first = await requestOf(named('lora-loha-1'))
  const { loras: _, ...plain } = { ...first, steps: 2 }
  const [bare] = await painted(plain)
  const [distances, [bareTogether]] = await Promise.all([
    Promise.all(
      together.map(async (golden) => distanceFrom(golden, latentsOf(await painted(await requestOf(golden))))),
    ),
    painted(plain),
  ])
  for (const distance of distances) expect(distance).toBeLessThanOrEqual(agreement)
  expect(bareTogether?.latents).toEqual(bare?.latents)
})

test('two halves of a LoRA are the whole', { timeout: 120_000 }, async () => {
  const golden = named('lora-bf16-1')
  const request = await requestOf(golden)
  const halves = lorasOf(golden).flatMap((lora) =>
    [0.5, 0.5].map((weight) => ({ ...lora, weight, textWeight: weight })),
  )
  const pictures = await painted({ ...request, loras: halves })
  expect(await distanceFrom(golden, latentsOf(pictures))).toBeLessThanOrEqual(agreement)
})

test(
  'a file that was written over is read anew, one that is gone is named',
  { timeout: 120_000 },
  async () => {
    const golden = named('lora-bf16-1')
    const request = { ...(await requestOf(golden)), steps: 1 }
    const file = join(folder, 'changing.safetensors')
    const put = async (name: string) => writeFile(file, await readFile(join(modelsAndLoras, 'loras', name)))
    const loras = [{ file, weight: 1, textWeight: 1 }]
    await put('bf16.safetensors')
    const before = await painted({ ...request, loras })
    await put('lokr.safetensors')
    expect((await painted({ ...request, loras }))[0]?.latents).not.toEqual(before[0]?.latents)
    await rm(file)
    await expect(painted({ ...request, loras })).rejects.toThrow(
      'There is no LoRA file changing.safetensors any more.',
    )
  },
)

test('a LoRA for SDXL is refused by name', async () => {
  const request = await requestOf(named('lora-bf16-1'))
  const loras = [{ file: join(modelsAndLoras, 'loras', 'bad-sdxl.safetensors'), weight: 1, textWeight: 1 }]
  await expect(painted({ ...request, loras })).rejects.toThrow(/^bad-sdxl\.safetensors is a LoRA for SDXL/)
})
