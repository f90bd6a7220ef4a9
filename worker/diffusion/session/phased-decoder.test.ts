import { expect, test } from 'vitest'
import { decodeModel } from '#diffusion/onnx/decode.ts'
import { cpu, type Device } from './device.ts'
import { fitting } from './fitting-session.ts'
import type { SessionOptions } from './session.ts'

const webgpu: Device = { provider: 'webgpu', index: 0 }

/** What a session of a part of the shipped model is opened with. */
async function openedWith(part: string, device: Device): Promise<SessionOptions | undefined> {
  let opened: SessionOptions | undefined
  const open = fitting(
    async (_file, options) => {
      opened = options
      return {
        device: options.device,
        inputs: [],
        outputs: [],
        run: async () => ({}),
        release: async () => {},
      }
    },
    { computesFloat16: async () => true },
  )
  await open(`models/dragon-mini/${part}/model.onnx`, { device, part })
  return opened
}

test('on a CPU the decoder never doubles its picture before it looks at it', async () => {
  const { graph } = (await openedWith('vae_decoder', cpu)) ?? {}
  if (!graph) throw new Error('The decoder was opened as it is.')
  const kinds = decodeModel(graph).graph.nodes.map(({ opType }) => opType)
  expect(kinds).not.toContain('Resize')
  expect(kinds.filter((kind) => kind === 'DepthToSpace')).toHaveLength(3)
})

test.each([
  ['the decoder on a GPU', 'vae_decoder', webgpu],
  ['another part', 'vae_encoder', cpu],
] as const)('%s is opened as it is', async (_, part, device) => {
  expect(await openedWith(part, device)).toEqual({ device, part })
})
