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

/** A part that runs alone, and never comes to an end of closing. */
const part = `
  import { runProcess } from ${JSON.stringify(new URL('../process/run-process.ts', import.meta.url).href)}
  setInterval(() => {}, 60_000)
  const close = () => new Promise(() => console.log("closing"))
  await runProcess(async () => ({ close }))
  console.log("started")`

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a part closes in good order on %s, and ends at once when asked again',
  async (signal) => {
    const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', part]
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(running.stdout, 'data')
    running.kill(signal)
    expect(String((await once(running.stdout, 'data'))[0])).toBe('closing\n')
    const exit = once(running, 'exit')
    const again = setInterval(() => running.kill(signal), 100)
    expect(await exit).toEqual([1, null])
    clearInterval(again)
  },
)
