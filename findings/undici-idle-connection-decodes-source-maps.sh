#!/usr/bin/env bash
# versions:  @discordjs/rest 2.6.3 with undici 6.29.1, esbuild 0.28.2, Node 20.20.2
# guess:     With --enable-source-maps a bundled Discord client in which nothing fails keeps the text of its source map in memory, no more.
# behaviour: four seconds after the last answer undici closes the idle connection with an error of its own that reaches nobody
#            (InformationalError "socket idle timeout"), but its stack is read on the way. Node then decodes the whole map of the bundle that
#            undici is in, one array for every mapped place, and keeps it as long as the process lives: here 10 MB for a program of one
#            request. Without source maps nothing grows. A map that tells of a package's files only, not of their lines, decodes to next
#            to nothing.
# seen:      plain:  heap 8.4 MB behind the answer, 8.4 MB six seconds later
#            mapped: heap 10.6 MB behind the answer, 21.3 MB six seconds later
# here:      compile/build.js maps packages to their files
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --ignore-scripts --no-audit --no-fund @discordjs/rest@2.6.3 undici@6.29.1 esbuild@0.28.2

cat > main.mjs <<'JS'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { REST } from '@discordjs/rest'

const server = createServer((_, answer) => answer.setHeader('content-type', 'application/json').end('{"id":"1"}')).listen(0)
await new Promise((resolve) => server.once('listening', resolve))
const rest = new REST({ api: `http://127.0.0.1:${server.address().port}` }).setToken('token')
await rest.get('/applications/@me')
const heap = () => (gc(), process.memoryUsage().heapUsed / 1e6)
const before = heap()
await wait(6000)
const after = heap()
console.error(`heap ${before.toFixed(1)} MB behind the answer, ${after.toFixed(1)} MB six seconds later`)
console.log(Math.round(after - before))
process.exit()
JS
npx esbuild main.mjs --bundle --platform=node --format=esm --minify --sourcemap --outfile=bundle.mjs --log-level=error \
  --banner:js="import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);"

plain=$(node --expose-gc bundle.mjs)
mapped=$(node --expose-gc --enable-source-maps bundle.mjs)
echo "grown by: plain $plain MB, mapped $mapped MB"
[ "$plain" -le 1 ] && [ "$mapped" -ge 5 ]
