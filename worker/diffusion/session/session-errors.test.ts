import { expect, test } from 'vitest'
import { loadConfig } from '#core/config.ts'
import { deviceLabel, parseDevice, type Device } from './device.ts'
import { openingError, runError } from './session-errors.ts'

const webgpu: Device = { provider: 'webgpu', index: 0 }

test.each(['auto', 'cpu', 'webgpu', 'coreml', 'cuda', 'cuda:1', 'tensorrt:2', 'dml', 'dml:1'])(
  '%s is a device, for the settings as well',
  (name) => {
    const device = parseDevice(name)
    expect(device === 'auto' ? device : deviceLabel(device)).toBe(name)
    expect(loadConfig({ DEVICE: name }).device).toBe(name)
  },
)

test.each(['gpu', 'webgpu:0', 'coreml:1', 'cuda:', 'cuda:100', 'CPU'])('%s is none', (name) => {
  expect(() => parseDevice(name)).toThrow(/is no device/)
  expect(() => loadConfig({ DEVICE: name })).toThrow(/DEVICE/)
})

test.each([
  'WebGPU device was lost: VK_ERROR_DEVICE_LOST',
  'D3D12 submit failed with DXGI_ERROR_DEVICE_REMOVED (0x887A0005)',
  'CUDA failure 700: an illegal memory access was encountered ; GPU=0',
  'CUDA failure 719: unspecified launch failure',
])('a device that is gone is a painter that is lost: %s', (message) => {
  expect(runError('unet.onnx', webgpu, new Error(message))).toMatchObject({ code: 'painter_lost' })
})

test('memory that runs out is no lost device', () => {
  const error = runError(
    'unet.onnx',
    { provider: 'cuda', index: 0 },
    new Error('CUDA failure 2: out of memory'),
  )
  expect(error).toMatchObject({ code: 'device_full', message: expect.stringContaining('not enough memory') })
})

test.each([
  [webgpu, 'Failed to get a WebGPU adapter: No supported adapters', /finds no GPU here/],
  [{ provider: 'cuda', index: 0 } as const, 'Failed to load shared library', /npm run gpu -- install cuda/],
])('what is missing is said with the next step', (device, message, sentence) => {
  expect(openingError('unet.onnx', device, new Error(message))).toMatchObject({
    code: 'device',
    message: expect.stringMatching(sentence),
  })
})

test('a graph that was fused for CUDA is called so where WebGPU has no kernel for it', () => {
  const message =
    'Exception during initialization: transformer_memcpy.cc:253 IsNodeCompatibleWithProvider !node_provider_type.empty() was false.'
  expect(openingError('unet.onnx', webgpu, new Error(message))).toMatchObject({
    code: 'bad_model',
    message: expect.stringContaining('take an export made for webgpu'),
  })
})
