import { expect, test } from 'vitest'
import { table } from './table.ts'

test('results become a table, what failed is said, and other words are left out', () => {
  const lines = [
    { what: 'machine', gpu: 'A GPU', driver: '580.1', torch: '2.15.0' },
    { what: 'parity', name: 'ours, cuda, float32', off: 0.0000123 },
    { what: 'speed', name: 'ours, cuda, half', pictures: 1, stepsPerSecond: 85.04, picturesPerMinute: 150 },
    {
      what: 'speed',
      name: 'ours, cuda, half',
      pictures: 16,
      stepsPerSecond: 171.2,
      picturesPerMinute: 301.7,
    },
    { what: 'speed', name: 'torch', pictures: 1, stepsPerSecond: 60 },
    { what: 'failed', name: 'ours, webgpu', reason: 'WebGPU finds no GPU here.' },
  ]
  expect(table(['a warning', '{"what": "spe', ...lines.map((line) => JSON.stringify(line))].join('\n')))
    .toBe(`\
A GPU, driver 580.1, torch 2.15.0.

| steps a second | batch 1 | batch 16 | pictures a minute, 16 people |
| --- | --- | --- | --- |
| ours, cuda, half | 85 | 171 | 302 |
| torch | 60 | – | – |

| a UNet run beside torch in float32 | largest difference, standard deviations |
| --- | --- |
| ours, cuda, float32 | 1.2e-5 |

ours, webgpu: WebGPU finds no GPU here.`)
})
