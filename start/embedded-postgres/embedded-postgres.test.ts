import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { ownProcess } from '#process/own-process.ts'
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './embedded-postgres.ts'
import { isAlive } from './pid-file.ts'

const held = z.object({ url: z.string(), pid: z.number() })
const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step()
})

function makeDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dragon-wings-pg-'))
  chmodSync(folder, 0o711)
  cleanUp.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function start(options: EmbeddedPostgresOptions) {
  const server = await startEmbeddedPostgres({ settings: { fsync: 'off' }, ...options })
  cleanUp.push(() => server.stop())
  return server
}

async function query(url: string, text: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

test('what a kill -9 of the whole group leaves behind is stopped by the next start, and nothing is lost', async () => {
  const dataDir = makeDataDir()
  // A crash in the middle of an earlier initdb.
  mkdirSync(join(dataDir, 'postgres.partial'))
  writeFileSync(join(dataDir, 'postgres.partial', 'PG_VERSION'), '18')
  const { file, execArgv } = ownProcess('test/support/processes/hold-postgres')
  const holder = fork(file, [dataDir], { execArgv, detached: true })
  const first = held.parse((await once(holder, 'message'))[0])
  await query(first.url, 'create table kept as select 7 as seven')
  if (holder.pid === undefined) throw new Error('The holder has no process id')
  const gone = once(holder, 'exit')
  process.kill(-holder.pid, 'SIGKILL')
  await gone
  expect(isAlive(first.pid), 'the database is not in the group that was killed').toBe(true)

  const second = await start({ dataDir })
  await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  expect(await query(second.url, 'select seven from kept')).toEqual([{ seven: 7 }])
  expect(await query(second.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  await second.stop()
  await expect(query(second.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)

  // After a reboot the number in the file may be anybody's, here ours.
  writeFileSync(
    join(dataDir, 'postgres', 'postmaster.pid'),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n\n`,
  )
  const third = await start({ dataDir })
  expect(await query(third.url, 'select seven from kept')).toEqual([{ seven: 7 }])

  const guess = new URL(third.url)
  guess.password = 'guess'
  await expect(query(guess.href, 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('a data directory of another major version is refused with what to do', async () => {
  const dataDir = makeDataDir()
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n')
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(/PostgreSQL 15.*pg_dumpall/)
})

test('where the user of the database cannot enter the data directory, another place is found and kept', async () => {
  const closed = makeDataDir()
  chmodSync(closed, 0o700)
  const dataDir = join(closed, 'data')
  const first = await start({ dataDir })
  // Only root runs the database as somebody else.
  expect(first.folder === dataDir).toBe(process.getuid?.() !== 0)
  if (first.folder !== dataDir) cleanUp.unshift(() => rmSync(first.folder, { recursive: true }))
  await first.stop()
  const second = await start({ dataDir })
  expect(second.folder).toBe(first.folder)
  expect(existsSync(join(first.folder, 'postgres', 'PG_VERSION'))).toBe(true)
})
