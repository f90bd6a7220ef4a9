#!/usr/bin/env bash
# versions:  openai 7.59.0 (npm), Node 20.20.2
# guess:     The client waits as long as its timeout says: ten minutes by default, and an hour where one writes timeout: 3600000.
# behaviour: Node's fetch ends the wait for the first byte of an answer after five minutes, whatever timeout the client was given (undici's
#            headersTimeout), as a connection error that is then tried again. A server that paints longer than that has to send the head of
#            its answer before, or people have to ask for a stream. The script takes five minutes.
# seen:      with a timeout of an hour: APIConnectionError, UND_ERR_HEADERS_TIMEOUT after 300 s
# here:      api/http/answer-in-time.ts
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts openai@7.59.0
cat >run.cjs <<'JS'
const { createServer } = require('node:http')
const OpenAI = require('openai')
const server = createServer((request) => request.resume()).listen(0)
server.once('listening', async () => {
  const baseURL = `http://127.0.0.1:${server.address().port}/v1`
  const client = new OpenAI({ apiKey: 'key', baseURL, timeout: 3_600_000, maxRetries: 0 })
  const begun = Date.now()
  const failure = await client.images.generate({ prompt: 'a dragon' }).catch((error) => error)
  const seconds = Math.round((Date.now() - begun) / 1000)
  let cause = failure
  while (cause.code === undefined && cause.cause !== undefined) cause = cause.cause
  console.log(`with a timeout of an hour: ${failure.constructor.name}, ${cause.code} after ${seconds} s`)
  process.exit(cause.code === 'UND_ERR_HEADERS_TIMEOUT' && seconds >= 299 && seconds < 330 ? 0 : 1)
})
JS
node run.cjs
