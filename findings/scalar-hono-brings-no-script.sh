#!/usr/bin/env bash
# versions:  @scalar/hono-api-reference 0.12.4, @scalar/api-reference 1.76.0, hono 4.13.19, Node 20.20.2, Linux x64
# guess:     The package that serves a page of API docs from Hono has what the page needs, as Swagger UI's has.
# behaviour: It has the page alone: the script that draws it is loaded from a CDN, so that an installation without the internet shows an empty page.
#            The script is in another package, which brings some 300 packages of 350 MB along, among them a chat, and asks for a newer Node.
# seen:      scripts that the page loads from elsewhere: 1; installed files that could be one: 0
#            with the script's package: 190 folders, 350 MB
# here:      api/docs/docs-routes.ts serves Swagger UI
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts @scalar/hono-api-reference@0.12.4 hono@4.13.19
cat >run.mjs <<'JS'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Scalar } from '@scalar/hono-api-reference'
import { Hono } from 'hono'

const app = new Hono().get('/', Scalar({ url: '/openapi.json' }))
const page = await (await app.request('/')).text()
const elsewhere = new Set(page.match(/https:\/\/[^"' ]+\.js\b/g)).size
const large = readdirSync('node_modules/@scalar', { recursive: true }).filter(
  (name) => name.endsWith('.js') && statSync(join('node_modules/@scalar', name)).size > 500_000,
).length
console.log(`scripts that the page loads from elsewhere: ${elsewhere}; installed files that could be one: ${large}`)
JS
seen=$(node run.mjs)
echo "$seen"
npm install --silent --ignore-scripts @scalar/api-reference@1.76.0 2>/dev/null
megabytes=$(du -sm node_modules | cut -f1)
echo "with the script's package: $(ls node_modules | wc -l) folders, $megabytes MB"
[ "$seen" = 'scripts that the page loads from elsewhere: 1; installed files that could be one: 0' ] && [ "$megabytes" -gt 200 ]
