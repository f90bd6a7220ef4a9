import { expect, test } from 'vitest'
import { engineText } from './engine-text.ts'

test('the table holds every number once, with its unit', () => {
  const table = engineText({
    machine: {
      cpu: 'A CPU',
      cores: 2,
      memoryGb: 25,
      load: 0.5,
      loadAfter: 2,
      node: 'v20.20.2',
      onnxruntime: '1.30.0',
    },
    model: '/models/sd15',
    device: 'cpu',
    width: 512,
    height: 512,
    steps: 4,
    overhead: {
      alone: { p10: 0.15, p50: 0.2, p99: 0.4 },
      withNoise: { p10: 0.35, p50: 0.5, p99: 0.6 },
      together: { requests: 4, p10: 0.05, p50: 0.1, p99: 0.3 },
      crossingMs: 0.05,
    },
    parts: {
      loadSeconds: 4,
      textEncoderSeconds: 0.5,
      unetSeconds: 40,
      vaeDecoderSeconds: 14,
      totalSeconds: 55,
      msPerStep: 10_000,
      cpuMsPerStep: 18_000,
      ownMsPerStep: 0.5,
      ownShare: 0.00005,
    },
    painter: {
      loadSeconds: 14,
      parentDelayMs: { p50: 0.1, p99: 1.5 },
      batches: [
        {
          size: 1,
          stepsPerSecond: 0.1,
          picturesPerMinute: 1.25,
          memory: { peak: 4.1e9, peakAnonymous: 4e9 },
        },
        { size: 2, stepsPerSecond: 0.1, picturesPerMinute: 1.25, memory: undefined },
      ],
    },
    peers: [
      {
        name: 'torch',
        versions: {},
        loadSeconds: 3,
        textEncoderSeconds: 1,
        msPerStep: 15_000,
        cpuMsPerStep: 27_000,
        vaeDecoderSeconds: 20,
        totalSeconds: 82.5,
        peakBytes: 5e9,
      },
    ],
  })
  expect(table.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
    'machine | A CPU, 2 cores, 25 GB, load 0.5 before, 2.0 after',
    'versions | Node v20.20.2, onnxruntime 1.30.0',
    'model | /models/sd15',
    'request | 512x512, 4 steps, with guidance, on cpu',
    'load | 4.00 s',
    'text encoder | 0.50 s',
    'UNet | 40.0 s, 10000.0 ms a step, 18000.0 ms of all cores',
    'VAE decoder | 14.0 s',
    'whole picture | 55.0 s',
    'ours in a step | 0.50 ms, 0.005 %',
    'ours at 64x64 latents | p10 0.15 ms, p50 0.20 ms, p99 0.40 ms a step and request, with a preview every step',
    'the same, drawing noise | p10 0.35 ms, p50 0.50 ms, p99 0.60 ms a step and request',
    'the same, 4 together | p10 0.05 ms, p50 0.10 ms, p99 0.30 ms a step and request',
    'crossing processes | 0.05 ms a step',
    'delay of the parent | p50 0.10 ms, p99 1.50 ms',
    '1 at once | 0.10 steps a second, 1.25 pictures a minute, at most 4.10 GB',
    '2 at once | 0.10 steps a second, 1.25 pictures a minute',
    'torch | 15000.0 ms a step (1.50 times ours), 27000.0 ms of all cores (1.50 times ours), VAE decoder 20.0 s, whole picture 82.5 s (1.50 times ours), peak memory 5.00 GB',
  ])
})
