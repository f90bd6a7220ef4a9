import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownProcess } from '#process/own-process.ts'
import { lockDataDir } from './data-dir-lock.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dragon-wings-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Another process that takes the lock; it answers with a message when it has it. */
async function holdElsewhere(dataDir: string) {
  const { file, execArgv } = ownProcess('test/support/processes/hold-data-dir')
  const child = fork(file, [dataDir], { execArgv })
  await once(child, 'message')
  return child
}

test('a second start is refused, naming the process that has the folder', async () => {
  const dataDir = join(folder, 'data')
  const lock = await lockDataDir(dataDir)
  symlinkSync(dataDir, join(folder, 'same'))
  await expect(lockDataDir(join(folder, 'same'))).rejects.toThrow(`process ${process.pid}`)
  const other = await lockDataDir(join(folder, 'other'))
  await other.release()
  await lock.release()
  const again = await lockDataDir(dataDir)
  await again.release()
})

test.each(['data', 'a-very-long-name-'.repeat(8)])(
  'kill -9 of the holder frees the folder (%s)',
  async (name) => {
    const dataDir = join(folder, name)
    const holder = await holdElsewhere(dataDir)
    await expect(lockDataDir(dataDir)).rejects.toThrow(`process ${holder.pid}`)
    const gone = once(holder, 'exit')
    holder.kill('SIGKILL')
    await gone
    const lock = await lockDataDir(dataDir)
    await lock.release()
  },
)

test('a folder that cannot be made is said in one sentence', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const sentence = /can't be used \(.+\): make it a folder that this user may write to, or set DATA_DIR/
  await expect(lockDataDir(file)).rejects.toThrow(sentence)
  await expect(lockDataDir(join(file, 'data'))).rejects.toThrow(sentence)
})

test.runIf(process.platform === 'linux')('also where the system allows no folder at all', async () => {
  await expect(lockDataDir('/proc/dragon-wings')).rejects.toThrow(/can't be used/)
})
