import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Of a difference so many lines are told. */
const mostLines = 12

/**
 * Names at the end each test that passed at a second try only, and says what was wrong at the first one: such a test fails some other day, and
 * by then nobody knows why.
 */
export default class NameRetriedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules.flatMap((module) =>
      [...module.children.allTests('passed')].filter((test) => (test.diagnostic()?.retryCount ?? 0) > 0),
    )
    if (retried.length === 0) return
    process.stdout.write(`Passed at the second try only (${retried.length}):\n`)
    for (const test of retried) process.stdout.write(`  ${told(test).join('\n      ')}\n`)
  }
}

function told(test: TestCase): string[] {
  const name = `${test.module.relativeModuleId}: ${test.fullName}`
  const [error] = test.result().errors ?? []
  if (error === undefined) return [name]
  const [at] = error.stacks ?? []
  const difference = stripVTControlCharacters(error.diff ?? '').split('\n')
  const differs = difference.filter((line) => /^[-+] /.test(line))
  return [
    name,
    ...error.message.split('\n'),
    ...differs.slice(0, mostLines),
    ...(at === undefined ? [] : [`at ${at.file}:${at.line}:${at.column}`]),
  ]
}
