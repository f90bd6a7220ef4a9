#!/usr/bin/env bash
# versions:  onnxruntime-node 1.30.0, SwiftShader and Vulkan loader of @sparticuz/chromium 147.0.0, Node 20.20.2, Linux x64
# guess:     A graph with an operator that no provider of the session has (GroupNorm of com.microsoft, which CUDA's has) is refused in the same
#            words on ['webgpu', 'cpu'] as on ['cpu'].
# behaviour: With the CPU alone the error is "Could not find an implementation for GroupNorm". With WebGPU before it an assertion of the step that
#            places copies between devices fails first, and its words are those of a fault of onnxruntime. A program that looks for "Could not find
#            an implementation" takes such a graph for a damaged one.
# seen:      cpu: Could not find an implementation for GroupNorm(1) node with name ''
#            webgpu, cpu: Exception during initialization: …/transformer_memcpy.cc:253 … !node_provider_type.empty() was false. Provider type for
#            GroupNorm node with name '' is not set.
# here:      worker/diffusion/session/session-errors.ts (openingError)
set -euo pipefail
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "SwiftShader is unpacked for Linux x64 only."; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --ignore-scripts onnxruntime-node@1.30.0 @sparticuz/chromium@147.0.0
mkdir driver
node -e 'process.stdout.write(require("zlib").brotliDecompressSync(require("fs").readFileSync("node_modules/@sparticuz/chromium/bin/swiftshader.tar.br")))' |
  tar -x -C driver
cat >run.cjs <<'JS'
const ort = require('onnxruntime-node')
// com.microsoft.GroupNorm of [1, 2, 2, 2] (NHWC) in two groups; opset 17.
const text = (field, value) => bytes(field, Buffer.from(value))
const bytes = (field, value) => Buffer.concat([Buffer.from([field * 8 + 2, value.length]), value])
const number = (field, value) => Buffer.from([field * 8, value])
const dim = (size) => bytes(1, number(1, size))
const value = (name, dims) =>
  Buffer.concat([
    text(1, name),
    bytes(2, bytes(1, Buffer.concat([number(1, 1), bytes(2, Buffer.concat(dims.map(dim)))]))),
  ])
const whole = (name, amount) => bytes(5, Buffer.concat([text(1, name), number(3, amount), Buffer.from([0xa0, 0x01, 2])]))
const names = ['x', 'scale', 'bias'].map((name) => text(1, name))
const attributes = [whole('groups', 2), whole('channels_last', 1), whole('activation', 0)]
const node = Buffer.concat([...names, text(2, 'y'), text(4, 'GroupNorm'), ...attributes, text(7, 'com.microsoft')])
const inputs = [value('x', [1, 2, 2, 2]), value('scale', [2]), value('bias', [2])].map((input) => bytes(11, input))
const graph = Buffer.concat([bytes(1, node), text(2, 'g'), ...inputs, bytes(12, value('y', [1, 2, 2, 2]))])
const opset = bytes(8, Buffer.concat([text(1, 'com.microsoft'), number(2, 1)]))
const long = (field, value) => Buffer.concat([Buffer.from([field * 8 + 2, (value.length & 127) | 128, value.length >> 7]), value])
const model = Buffer.concat([number(1, 8), long(7, graph), bytes(8, number(2, 17)), opset])
const tried = async (executionProviders) => {
  try {
    await ort.InferenceSession.create(model, { executionProviders, logSeverityLevel: 4 })
    return 'opened'
  } catch (error) {
    return error.message
  }
}
;(async () => {
  const cpu = await tried(['cpu'])
  const webgpu = await tried(['webgpu', 'cpu'])
  console.log(`cpu: ${cpu}\nwebgpu, cpu: ${webgpu}`)
  process.exit(cpu.includes('implementation for GroupNorm') && webgpu.includes('node_provider_type.empty()') ? 0 : 1)
})()
JS
LD_LIBRARY_PATH="$folder/driver" VK_ICD_FILENAMES="$folder/driver/vk_swiftshader_icd.json" node run.cjs
