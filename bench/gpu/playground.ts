/**
 * Paints in the playground on WebGPU without a GPU, by SwiftShader, a driver that computes on the CPU: `npx tsx bench/gpu/playground.ts
 * [MODEL]`. What `npm start` says is shown with its second; the fixtures' tiny model is painted with where none is named. Linux x64.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { unpackSwiftshader } from '#test/support/swiftshader.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [model = join(root, 'test/fixtures/diffusers/model')] = process.argv.slice(2)
const started = performance.now()
const say = (text: string) =>
  console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}`)
const logLine = z.looseObject({ msg: z.string(), url: z.string().optional() })
const seenSchema = z.object({ text: z.string(), pictures: z.array(z.string()), done: z.boolean() })

const driver = unpackSwiftshader()
if ('reason' in driver) {
  console.error(driver.reason)
  process.exit(2)
}
const dataDir = mkdtempSync(join(tmpdir(), 'dragon-wings-webgpu-'))
// The database's own user looks into it.
chmodSync(dataDir, 0o711)
const child = spawn(process.execPath, [join(root, 'compile/run.js'), 'start/main'], {
  env: { ...driver.env, DEVICE: 'webgpu', MODEL: resolve(model), DATA_DIR: dataDir, HTTP_PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
})
const ended = once(child, 'exit')
try {
  const url = await new Promise<string>((found, failed) => {
    createInterface(child.stdout).on('line', (line) => {
      const { msg, url } = logLine.parse(JSON.parse(line))
      say(msg)
      if (url !== undefined && msg.startsWith('Dragon Wings')) found(url)
    })
    void ended.then(() => failed(new Error('npm start has ended.')))
  })
  await paint(url)
} finally {
  child.kill('SIGTERM')
  await ended
  await rm(dataDir, { recursive: true })
  await rm(driver.folder, { recursive: true })
}

async function paint(url: string): Promise<void> {
  say('/imagine prompt: a red dragon size: 64x64 steps: 2')
  const answer = await fetch(`${url}/api/playground/imagine`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ prompt: 'a red dragon', size: '64x64', steps: 2 }),
  })
  if (!answer.body) throw new Error('The playground did not answer.')
  let rest = ''
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines.filter((one) => one !== '')) {
      const { text, pictures, done } = seenSchema.parse(JSON.parse(line))
      say(`the member sees: ${text.replaceAll('\n', ' ').slice(0, 120)}`)
      const [picture] = pictures
      if (!done || picture === undefined) continue
      const png = new Uint8Array(await (await fetch(picture)).arrayBuffer())
      say(`the picture: ${picture} (${png.length} bytes)`)
    }
  }
}
