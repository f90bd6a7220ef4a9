import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where onnxruntime's own libraries lie, and looks for NVIDIA's provider. */
export const runtimeFolder = join(
  dirname(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')),
  'bin/napi-v6',
  process.platform,
  process.arch,
)

/** Where `npm run gpu -- install` puts NVIDIA's provider and libraries: beside node_modules, which is made anew by every `npm ci`. */
export const gpuLibraries = fileURLToPath(new URL('../../../.gpu', import.meta.url))
