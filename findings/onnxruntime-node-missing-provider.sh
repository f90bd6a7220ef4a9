#!/usr/bin/env bash
# versions:  onnxruntime-node 1.30.0, Node 20.20.2, Linux x64
# guess:     A session that is asked to run on DirectML refuses to open where the package has no DirectML, as it does for CUDA.
# behaviour: The provider is taken out of the list with a warning on stderr, the session opens on the next one, and nothing that the program
#            can read tells: with ['dml', 'cpu'] everything runs on the CPU. For CUDA, which the same package knows but does not contain,
#            opening fails. So the list of listSupportedBackends() has to be asked first.
# seen:      removing requested execution provider "dml" from session options because it is not available: backend not found.
#            dml: opened
#            cuda: OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to load shared library
# here:      worker/diffusion/session/session.ts (refuseMissing)
set -euo pipefail
[ "$(uname -s)" = Linux ] || { echo "This is about Linux: elsewhere the package holds other providers."; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts onnxruntime-node@1.30.0
cat >run.cjs <<'JS'
const ort = require('onnxruntime-node')
// One number in, the same number out: Identity, opset 17.
const text = (field, value) => bytes(field, Buffer.from(value))
const bytes = (field, value) => Buffer.concat([Buffer.from([field * 8 + 2, value.length]), value])
const number = (field, value) => Buffer.from([field * 8, value])
const value = (name) =>
  Buffer.concat([text(1, name), bytes(2, bytes(1, Buffer.concat([number(1, 1), bytes(2, bytes(1, number(1, 1)))])))])
const node = Buffer.concat([text(1, 'x'), text(2, 'y'), text(4, 'Identity')])
const graph = Buffer.concat([bytes(1, node), text(2, 'g'), bytes(11, value('x')), bytes(12, value('y'))])
const model = Buffer.concat([number(1, 8), bytes(7, graph), bytes(8, number(2, 17))])
const tried = async (name) => {
  try {
    await ort.InferenceSession.create(model, { executionProviders: [name, 'cpu'], logSeverityLevel: 4 })
    return 'opened'
  } catch (error) {
    return error.message
  }
}
;(async () => {
  const dml = await tried('dml')
  const cuda = await tried('cuda')
  console.log(`dml: ${dml}\ncuda: ${cuda}`)
  process.exit(dml === 'opened' && cuda.includes('Failed to load shared library') ? 0 : 1)
})()
JS
node run.cjs
