import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules', 'data'],
    globalSetup: 'test/services/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores are what a small server has: two files at a time keep every test within its bounds there.
    maxWorkers: 2,
    // Child processes and native sessions belong to one file each.
    pool: 'forks',
  },
})
