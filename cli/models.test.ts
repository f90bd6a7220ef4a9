import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { assembled } from '#test/support/assembled-checkpoint.ts'

const fixture = 'test/fixtures/diffusers/model'
let modelsDir: string

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  await cp(fixture, join(modelsDir, 'whole'), { recursive: true })
  await mkdir(join(modelsDir, 'broken', 'unet'), { recursive: true })
  await mkdir(join(modelsDir, 'train'))
})
afterAll(() => rm(modelsDir, { recursive: true }))

interface Outcome {
  status: number | string | null | undefined
  stdout: string
  stderr: string
}

/** Runs the command as people do. */
function models(args: string[], settings: Record<string, string> = {}): Promise<Outcome> {
  const env = {
    ...process.env,
    MODELS_DIR: modelsDir,
    MODEL: 'whole',
    HF_ENDPOINT: 'http://127.0.0.1:9',
    ...settings,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, ['compile/run.js', 'cli/models', ...args], { env }, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    )
  })
}

test('a wrong setting stops it with status 2', async () => {
  const { status, stderr } = await models(['list'], { HF_ENDPOINT: 'nowhere' })
  expect(status).toBe(2)
  expect(stderr).toContain('HF_ENDPOINT: is an address that begins with https')
})

test('list: models only, with a star at the default', async () => {
  const { status, stdout } = await models(['list'])
  expect(status).toBe(0)
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^ {2}broken {2}can't be used: .*no text_encoder/),
    expect.stringMatching(/^\* whole {2}fp32/),
  ])
})

test('check: the status says whether it can be painted with', async () => {
  const [whole, broken] = await Promise.all([
    models(['check', 'whole', '--json']),
    models(['check', 'broken']),
  ])
  expect(whole.status).toBe(0)
  expect(JSON.parse(whole.stdout)).toMatchObject({ precision: 'fp32', problems: [] })
  expect(broken.status).toBe(1)
  expect(broken.stdout).toContain('problem: ')
})

test.each([
  [['check', 'nothing'], 2, /^There is no model at .*nothing\.\n$/],
  [['check', 'whole', '--device', 'abacus'], 2, /^"abacus" is no device.*\n$/],
  [['paint'], 2, /^[^\n]*--help\.\n$/],
  [['pull', 'somebody/something'], 1, /^http:\/\/127\.0\.0\.1:9 can't be reached.*\n$/],
])('%j ends with %i and one sentence', async (args, status, sentence) => {
  const ran = await models(args)
  expect(ran).toMatchObject({ status, stdout: '' })
  expect(ran.stderr).toMatch(sentence)
})

test('single files: a checkpoint is listed and checked, another kind is named', async () => {
  await writeFile(join(modelsDir, 'fox.safetensors'), await assembled('checkpoints/f16.safetensors'))
  const vae = join(modelsDir, 'other.safetensors')
  await writeFile(vae, await assembled('vae/other.safetensors'))
  await mkdir(join(modelsDir, 'loras'))
  const loras = 'test/fixtures/models-and-loras/loras'
  await cp(join(loras, 'bf16.safetensors'), join(modelsDir, 'loras', 'ink.safetensors'))
  await cp(join(loras, 'bad-sdxl.safetensors'), join(modelsDir, 'loras', 'wrong.safetensors'))
  const sha256 = createHash('sha256')
    .update(await readFile(join(modelsDir, 'fox.safetensors')))
    .digest('hex')
  const { stdout } = await models(['list'])
  expect(stdout).toContain(`    SHA-256 ${sha256}, AutoV2 ${sha256.slice(0, 10)}\n`)
  expect(stdout).toMatch(/^ {2}ink {2}LoRA {2}\d+ layers {2}\d+ kB\n {4}SHA-256 [0-9a-f]{64}, AutoV2 /m)
  expect(stdout).toMatch(/^ {2}wrong {2}LoRA, can't be used: wrong\.safetensors is a LoRA for SDXL/m)
  const [ink, wrong] = await Promise.all([models(['check', 'ink', '--json']), models(['check', 'wrong'])])
  expect(ink.status).toBe(0)
  expect(JSON.parse(ink.stdout)).toMatchObject({ kind: 'lora', name: 'ink' })
  expect(wrong.status).toBe(1)
  expect(stdout).toMatch(/^ {2}fox {2}fp16 {2}512x512 {2}multiples of 8 px {2}images {2}2[12]\.\d MB$/m)
  expect(stdout).toMatch(/^ {2}other {2}can't be used: .*other\.safetensors is a VAE.*--vae or MODEL_VAE\.$/m)
  const checked = await models(['check', 'fox'])
  expect(checked).toMatchObject({ status: 0 })
  expect(checked.stdout).toContain('single file of Stable Diffusion 1.x, fp16')
  expect(checked.stdout).toContain(`hash ${sha256.slice(0, 10)}`)
  expect(checked.stdout).toContain(`SHA-256 ${sha256}, AutoV2 ${sha256.slice(0, 10)}`)
  expect(checked.stdout).toContain('It can be painted with.')
})
