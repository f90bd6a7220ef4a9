import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

/** Pure tests: no server, no child process, no onnxruntime. `npm run test:unit` runs them alone, in seconds. */
const unit = [
  'arrows/**/*.test.ts',
  'core/**/*.test.ts',
  'messages/**/*.test.ts',
  'store/**/*.test.ts',
  'bot/{commands,dispatch,request,pictures}/**/*.test.ts',
  'request/**/*.test.ts',
  'worker/diffusion/*.test.ts',
  'worker/diffusion/{arithmetic,lora,noise,prompt,safetensors,schedule,schedulers,tokenizer}/**/*.test.ts',
]
const exclude = ['node_modules/**', 'data/**']

export default defineConfig({
  test: {
    // A gate's machine may be busy with other work for a moment; on a developer's, a test that fails once is looked at.
    retry: process.env['CI'] === undefined ? 0 : 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes sooner or later: a second, the default, is too short on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    // Two cores are what a small server has; while one file waits for a process or a lock, another one works.
    maxWorkers: 3,
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    projects: [
      // Read once for all of them, our modules and Discord's description cost seconds a file less.
      {
        extends: true,
        test: { name: 'unit', include: unit, exclude, isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'together',
          globalSetup: 'test/support/services/global-setup.ts',
          include: ['**/*.test.ts'],
          exclude: [...exclude, ...unit],
          isolate: false,
        },
      },
    ],
  },
})
