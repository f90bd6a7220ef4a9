import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import {
  examplesModel,
  examplesSteps,
  type PromptExample,
  promptExamples,
} from '#messages/prompt-examples.ts'
import { exampleFile } from './example-pictures.ts'

// `npm run paint-examples`: the pictures of `/help topic: prompts`, painted anew by the model that ships, as the command line paints.

const side = 256
const gap = 8
const quality = 92
const names = Object.keys(promptExamples) as PromptExample[] // The object's own keys: TypeScript calls them strings.

const folder = mkdtempSync(join(tmpdir(), 'dragon-wings-examples-'))
const cellOf = (name: PromptExample, index: number) => join(folder, `${name}-${index}.png`)
const requests = names.flatMap((name) =>
  promptExamples[name].prompts.map((prompt, index) => ({
    prompt,
    seed: promptExamples[name].seed,
    steps: examplesSteps,
    model: examplesModel,
    out: cellOf(name, index),
  })),
)
const list = join(folder, 'requests.jsonl')
writeFileSync(list, requests.map((request) => JSON.stringify(request)).join('\n'))
const root = fileURLToPath(new URL('../../..', import.meta.url))
const args = ['compile/run.js', 'cli/imagine', '--requests', list]
const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
if (status !== 0) throw new Error(`the command line ended with ${status}`)

for (const name of names) {
  const count = promptExamples[name].prompts.length
  const cells = Array.from({ length: count }, (_, index) => ({
    input: cellOf(name, index),
    left: index * (side + gap),
    top: 0,
  }))
  const { size } = await sharp({
    create: {
      width: count * (side + gap) - gap,
      height: side,
      channels: 4,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    },
  })
    .composite(cells)
    .webp({ quality, effort: 6 })
    .toFile(fileURLToPath(exampleFile(name)))
  process.stdout.write(`${name}: ${Math.round(size / 1000)} kB\n`)
}
rmSync(folder, { recursive: true })
