import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

/** Pure tests: no server, no child process, no onnxruntime. `npm run test:unit` runs them alone, in seconds. */
const pure = [
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

// Read once for all files of a process, our modules and Discord's description cost seconds a file less.
const shared = { isolate: false, exclude }
const globalSetup = 'test/support/services/global-setup.ts'
const everything: TestProjectInlineConfiguration = {
  extends: true,
  test: { ...shared, name: 'all', globalSetup, include: ['**/*.test.ts'] },
}
const unit: TestProjectInlineConfiguration = {
  extends: true,
  test: { ...shared, name: 'unit', include: pure },
}
const together: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    ...shared,
    name: 'together',
    globalSetup,
    include: ['**/*.test.ts'],
    exclude: [...exclude, ...pure],
  },
}

/** Each project reads our modules for itself: they are apart only where one of them is asked for by its name. */
const alone = process.argv.some((argument) => argument.startsWith('--project'))

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
    projects: alone ? [unit, together] : [everything],
  },
})
