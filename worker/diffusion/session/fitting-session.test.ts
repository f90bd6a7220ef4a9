import { expect, test } from 'vitest'
import { PaintError } from '#diffusion/errors.ts'
import type { Device } from './device.ts'
import { fitting } from './fitting-session.ts'
import type { OpenSession } from './session.ts'

const webgpu: Device = { provider: 'webgpu', index: 0 }
const answer = { y: { dims: [1], data: Float32Array.of(1) } }

/** Sessions whose runs on each provider do what is said here; `ran` tells where they ran. */
function sessions(does: Partial<Record<Device['provider'], { open?: Error; run?: Error }>>) {
  const ran: string[] = []
  const released: string[] = []
  const open: OpenSession = async (_file, { device }) => {
    const { open, run } = does[device.provider] ?? {}
    if (open) throw open
    return {
      device,
      inputs: [],
      outputs: [],
      async run() {
        ran.push(device.provider)
        if (run) throw run
        return answer
      },
      async release() {
        released.push(device.provider)
      },
    }
  }
  return { ran, released, open }
}

const cannot = new PaintError('bad_model', 'no kernel')

test('a part whose first run fails moves to the CPU, with a word', async () => {
  const { ran, released, open } = sessions({ webgpu: { run: cannot } })
  const said: string[] = []
  const session = await fitting(open, { say: (word) => said.push(word) })('unet.onnx', { device: webgpu })
  expect(await session.run({}, {})).toBe(answer)
  expect(await session.run({}, {})).toBe(answer)
  expect(ran).toEqual(['webgpu', 'cpu', 'cpu'])
  expect(released).toEqual(['webgpu'])
  expect(said).toEqual(["unet.onnx can't be run on webgpu and runs on the CPU: no kernel"])
})

test('a part that a GPU does not open runs on the CPU', async () => {
  const { ran, open } = sessions({ webgpu: { open: cannot } })
  const session = await fitting(open, {})('unet.onnx', { device: webgpu })
  await session.run({}, {})
  expect(ran).toEqual(['cpu'])
})

test('what fails on the CPU as well stays on the GPU', async () => {
  const { ran, released, open } = sessions({ webgpu: { run: cannot }, cpu: { run: cannot } })
  const session = await fitting(open, {})('unet.onnx', { device: webgpu })
  await expect(session.run({}, {})).rejects.toBe(cannot)
  await expect(session.run({}, {})).rejects.toBe(cannot)
  expect(ran).toEqual(['webgpu', 'cpu', 'webgpu', 'cpu'])
  expect(released).toEqual(['cpu', 'cpu'])
})

test.each(['device', 'painter_lost'] as const)('the CPU is no answer to %s', async (code) => {
  const error = new PaintError(code, 'not the graph')
  const { ran, open } = sessions({ webgpu: { run: error } })
  const session = await fitting(open, {})('unet.onnx', { device: webgpu })
  await expect(session.run({}, {})).rejects.toBe(error)
  expect(ran).toEqual(['webgpu'])
})

test('a folder that takes no copies is told, and the part goes on', async () => {
  const { open } = sessions({})
  const said: string[] = []
  const options = {
    // A file: nothing can be made in it.
    keptIn: 'package.json',
    say: (word: string) => said.push(word),
    computesFloat16: async () => false,
  }
  const file = 'test/fixtures/diffusers/model/text_encoder/model.onnx'
  await fitting(open, options)(file, { device: webgpu })
  expect(said).toEqual([expect.stringContaining('a float32 copy of')])
})
