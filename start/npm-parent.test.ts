import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

/** Says its number, then waits; a SIGTERM is said and ends it. */
const child = `
  import { watchNpmParent } from ${JSON.stringify(new URL('./npm-parent.ts', import.meta.url).href)}
  process.on("SIGTERM", () => { console.log("stopped"); process.exit() })
  watchNpmParent()
  setInterval(() => {}, 60_000)
  console.log("started")`

test('when the shell between npm and us ends, we stop too', async () => {
  const node = `"${process.execPath}" --import "${import.meta.resolve('tsx')}" --input-type=module`
  const shell = spawn('sh', ['-c', `${node} --eval '${child}'; true`], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(String((await once(shell.stdout, 'data'))[0])).toBe('started\n')
  shell.kill('SIGTERM')
  expect(String((await once(shell.stdout, 'data'))[0])).toBe('stopped\n')
})
