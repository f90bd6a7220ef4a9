#!/usr/bin/env bash
# versions:  openai 7.59.0 (npm), Node 20.20.2
# guess:     A client library that repeats a POST by itself sends the same idempotency key with each repeat, so that a server can see that it
#            is the same picture; and it repeats nothing that it may have paid for without being told to.
# behaviour: images.generate() whose connection is lost is sent again twice by default, as is every 408, 409, 429 and 5xx; no request carries
#            an Idempotency-Key, and nothing in the body tells a repeat from a second wish. The only mark is the header
#            X-Stainless-Retry-Count (0, 1, 2). "x-should-retry: false" in an answer ends it. So a server must not answer with one of these what
#            would fail again, and has to stop painting when a client goes away.
# seen:      lost connection: 3 requests, retry counts 0,1,2, idempotency keys 0
#            503: 3 requests, retry counts 0,1,2, idempotency keys 0
#            503 with x-should-retry: false: 1 requests, retry counts 0, idempotency keys 0
#            422: 1 requests, retry counts 0, idempotency keys 0
# here:      api/http/paint-orders.ts (failureOf, endOf)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts openai@7.59.0
cat >run.cjs <<'JS'
const { createServer } = require('node:http')
const OpenAI = require('openai')
const tried = async (answer) => {
  const seen = []
  const server = createServer((request, response) => {
    seen.push(request.headers)
    request.resume().on('end', () => answer(request, response))
  }).listen(0)
  await new Promise((listening) => server.once('listening', listening))
  const baseURL = `http://127.0.0.1:${server.address().port}/v1`
  const client = new OpenAI({ apiKey: 'key', baseURL })
  await client.images.generate({ prompt: 'a dragon', model: 'gpt-image-2' }).catch(() => {})
  server.closeAllConnections()
  server.close()
  const keys = seen.filter((headers) => headers['idempotency-key'] !== undefined).length
  const counts = seen.map((headers) => headers['x-stainless-retry-count']).join(',')
  return `${seen.length} requests, retry counts ${counts}, idempotency keys ${keys}`
}
const error = (status, headers) => (_, response) => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end('{"error": {"message": "no", "type": "server_error", "code": null, "param": null}}')
}
;(async () => {
  const lines = [
    `lost connection: ${await tried((request) => request.socket.destroy())}`,
    `503: ${await tried(error(503))}`,
    `503 with x-should-retry: false: ${await tried(error(503, { 'x-should-retry': 'false' }))}`,
    `422: ${await tried(error(422))}`,
  ]
  console.log(lines.join('\n'))
  const thrice = '3 requests, retry counts 0,1,2, idempotency keys 0'
  const once = '1 requests, retry counts 0, idempotency keys 0'
  const expected = [thrice, thrice, once, once]
  process.exit(lines.every((line, index) => line.endsWith(expected[index])) ? 0 : 1)
})()
JS
node run.cjs
