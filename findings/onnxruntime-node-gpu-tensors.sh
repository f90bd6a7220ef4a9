#!/usr/bin/env bash
# versions:  onnxruntime-node 1.30.0, SwiftShader and Vulkan loader of @sparticuz/chromium 147.0.0, Node 20.20.2, Linux x64
# guess:     In Node every input and output of a session is in the CPU's memory: the typings of `preferredOutputLocation` say that it is for
#            onnxruntime-web, and there is no tensor of a GPU's buffer to be had without a WebGPU device of the program's own.
# behaviour: With the WebGPU provider `preferredOutputLocation: 'gpu-buffer'` is honoured, and such an output can be an input of another session,
#            which shares the provider's device. So a graph of one Identity uploads a tensor that then stays on the GPU for many runs.
# seen:      the output is on gpu-buffer
#            fed to another session: cpu 0.5383292436599731
# here:      worker/diffusion/session/session.ts gives inputs from the CPU's memory in each run: those of a step are half a megabyte
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
// y = erf(x), one number; opset 17.
const text = (field, value) => bytes(field, Buffer.from(value))
const bytes = (field, value) => Buffer.concat([Buffer.from([field * 8 + 2, value.length]), value])
const number = (field, value) => Buffer.from([field * 8, value])
const value = (name) =>
  Buffer.concat([text(1, name), bytes(2, bytes(1, Buffer.concat([number(1, 1), bytes(2, bytes(1, number(1, 1)))])))])
const node = Buffer.concat([text(1, 'x'), text(2, 'y'), text(4, 'Erf')])
const graph = Buffer.concat([bytes(1, node), text(2, 'g'), bytes(11, value('x')), bytes(12, value('y'))])
const model = Buffer.concat([number(1, 8), bytes(7, graph), bytes(8, number(2, 17))])
const open = (options) =>
  ort.InferenceSession.create(model, { executionProviders: ['webgpu'], logSeverityLevel: 4, ...options })
;(async () => {
  const first = await open({ preferredOutputLocation: 'gpu-buffer' })
  const { y: kept } = await first.run({ x: new ort.Tensor('float32', Float32Array.of(0.5), [1]) })
  console.log(`the output is on ${kept.location}`)
  const { y } = await (await open({})).run({ x: kept })
  console.log(`fed to another session: ${y.location} ${y.data[0]}`)
  // erf(erf(0.5))
  process.exit(kept.location === 'gpu-buffer' && Math.abs(y.data[0] - 0.5383) < 1e-3 ? 0 : 1)
})()
JS
LD_LIBRARY_PATH="$folder/driver" VK_ICD_FILENAMES="$folder/driver/vk_swiftshader_icd.json" node run.cjs
