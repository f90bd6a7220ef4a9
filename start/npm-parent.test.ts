import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { ownProcess } from '#process/own-process.ts'

test('when the shell between npm and us ends, we stop too', async () => {
  const { file, execArgv } = ownProcess('test/support/processes/watches-npm')
  const command = [process.execPath, ...execArgv, file].map((word) => `"${word}"`).join(' ')
  const shell = spawn('sh', ['-c', `${command}; true`], {
    env: { ...process.env, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(String((await once(shell.stdout, 'data'))[0])).toBe('started\n')
  shell.kill('SIGTERM')
  expect(String((await once(shell.stdout, 'data'))[0])).toBe('stopped\n')
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'a part closes in good order on %s, and ends at once when asked again',
  async (signal) => {
    const { file, execArgv } = ownProcess('test/support/processes/never-closes')
    const running = spawn(process.execPath, [...execArgv, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(running.stdout, 'data')
    running.kill(signal)
    expect(String((await once(running.stdout, 'data'))[0])).toBe('closing\n')
    const exit = once(running, 'exit')
    const again = setInterval(() => running.kill(signal), 100)
    expect(await exit).toEqual([1, null])
    clearInterval(again)
  },
)
