#!/usr/bin/env bash
# versions:  onnxruntime-node 1.30.0, Node 20.20.2, Linux x64
# guess:     A session has read its weights once it is open: what becomes of their file afterwards changes nothing.
# behaviour: Weights beside the graph (external data, float32) that no optimisation had to compute anew are a map of the file. Who writes over the
#            file changes the answers of a session that is open, without an error.
# seen:      before: 3
#            after the file was written over: 6
# here:      worker/diffusion/checkpoint/graph-builder.ts (#copy): each weight goes through a Sum, which is folded into memory while opening
set -euo pipefail
[ "$(uname -s)" = Linux ] || { echo "Seen on Linux."; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts onnxruntime-node@1.30.0
cat >run.cjs <<'JS'
const fs = require('fs')
const ort = require('onnxruntime-node')
// y = x · w, sixteen numbers each, w in the file weights.bin; opset 17.
const long = (length) => (length < 128 ? [length] : [(length & 127) | 128, length >> 7])
const bytes = (field, value) => Buffer.concat([Buffer.from([field * 8 + 2, ...long(value.length)]), value])
const text = (field, value) => bytes(field, Buffer.from(value))
const number = (field, value) => Buffer.from([field * 8, value])
const value = (name) =>
  Buffer.concat([text(1, name), bytes(2, bytes(1, Buffer.concat([number(1, 1), bytes(2, bytes(1, number(1, 16)))])))])
const entry = (key, value) => bytes(13, Buffer.concat([text(1, key), text(2, value)]))
const place = [entry('location', 'weights.bin'), entry('offset', '0'), entry('length', '64'), number(14, 1)]
const weight = Buffer.concat([number(1, 16), number(2, 1), text(8, 'w'), ...place])
const node = Buffer.concat([text(1, 'x'), text(1, 'w'), text(2, 'y'), text(4, 'Mul')])
const graph = Buffer.concat([
  bytes(1, node),
  text(2, 'g'),
  bytes(5, weight),
  bytes(11, value('x')),
  bytes(12, value('y')),
])
fs.writeFileSync('model.onnx', Buffer.concat([number(1, 8), bytes(7, graph), bytes(8, number(2, 17))]))
const filled = (number) => Buffer.from(new Float32Array(16).fill(number).buffer)
fs.writeFileSync('weights.bin', filled(1))
;(async () => {
  const session = await ort.InferenceSession.create('model.onnx')
  const run = async () => {
    const { y } = await session.run({ x: new ort.Tensor('float32', new Float32Array(16).fill(3), [16]) })
    return y.data[0]
  }
  const before = await run()
  const file = fs.openSync('weights.bin', 'r+')
  fs.writeSync(file, filled(2), 0, 64, 0)
  fs.closeSync(file)
  const after = await run()
  console.log(`before: ${before}\nafter the file was written over: ${after}`)
  process.exit(before === 3 && after === 6 ? 0 : 1)
})()
JS
node run.cjs
