import type { Reporter, TestModule } from 'vitest/node'

/** Names at the end each test that passed at a second try only: one of those fails some other day. */
export default class NameRetriedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests('passed')]
        .filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0)
        .map((test) => `${module.relativeModuleId}: ${test.fullName}`),
    )
    if (retried.length === 0) return
    process.stdout.write(`Passed at the second try only (${retried.length}):\n`)
    for (const name of retried) process.stdout.write(`  ${name}\n`)
  }
}
