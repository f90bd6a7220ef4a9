#!/usr/bin/env bash
# versions:  hono 4.13.19, @hono/node-server 2.1.9, Node 20.20.2, Linux x64
# guess:     A header that is set when a streamed answer has begun is lost, or throws an error that speaks of headers, as Node's
#            ERR_HTTP_HEADERS_SENT does.
# behaviour: Lost it is only in an app without middleware. With any, `context.header()` makes a new Response of the one that is being read,
#            and throws a TypeError about a locked body. Inside `stream()` that ends the answer: status 200, valid for HTTP, with what was
#            written before the header alone. A test that asks the app without a server (`app.request`) doesn't see it.
# seen:      no middleware: 200 "before after"
#            middleware: 200 "before " TypeError: Response body object should not be disturbed or locked
#            middleware, app.request: 200 "before after"
# here:      api/http/answer-in-time.ts sets the header of an answer that is there in time, and none later
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts hono@4.13.19 @hono/node-server@2.1.9
cat >run.mjs <<'JS'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { stream } from 'hono/streaming'

function appOf(middleware, thrown) {
  const app = new Hono()
  if (middleware) app.use((_, next) => next())
  app.get('/', (context) =>
    stream(
      context,
      async (out) => {
        await out.write('before ')
        // The client has the first part by then.
        await new Promise((resolve) => setTimeout(resolve, 200))
        context.header('X-Note', 'late')
        await out.write('after')
      },
      async (error) => void thrown.push(String(error)),
    ),
  )
  return app
}

async function served(middleware) {
  const thrown = []
  const server = serve({ fetch: appOf(middleware, thrown).fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`)
  const seen = `${answer.status} "${await answer.text()}" ${thrown.join()}`.trim()
  server.close()
  return seen
}

const alone = await served(false)
const after = await served(true)
const unserved = await appOf(true, []).request('/')
const asked = `${unserved.status} "${await unserved.text()}"`
console.log(`no middleware: ${alone}`)
console.log(`middleware: ${after}`)
console.log(`middleware, app.request: ${asked}`)
process.exit(
  alone === '200 "before after"' && after.startsWith('200 "before " TypeError') && asked === '200 "before after"' ? 0 : 1,
)
JS
node run.mjs
