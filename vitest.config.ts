import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules', 'data'],
    globalSetup: 'test/services/global-setup.ts',
    // A gate's machine may be busy with other work for a moment; on a developer's, a test that fails once is looked at.
    retry: process.env['CI'] === undefined ? 0 : 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes sooner or later: a second, the default, is too short on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    // Two cores are what a small server has: two files at a time keep every test within its bounds there.
    maxWorkers: 2,
    // Child processes and native sessions belong to one file each.
    pool: 'forks',
  },
})
