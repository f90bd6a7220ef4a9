/** `npm run gpu`: NVIDIA's provider and libraries. Exit status: 0; 1 when something can't be fetched; 2 for a usage error. */
import { lstat, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { readEnvFile } from '#process/env-file.ts'
import { gpuLibraries, runtimeFolder } from '#diffusion/session/runtime-folder.ts'
import { withGpuLibraries } from '#diffusion/session/gpu-libraries.ts'
import { runtimeVersion } from '#diffusion/session/session.ts'
import { cudaState, leastDriver, nvidiaDriver } from './gpu/cuda-state.ts'
import { installCuda } from './gpu/install-cuda.ts'
import { providerProject, readWheels } from './gpu/wheels.ts'
import { pullBar } from './models/pull-bar.ts'

process.exitCode = await main(process.argv.slice(2)).catch(statusOf)

async function main(argv: string[]): Promise<number> {
  readEnvFile()
  const config = loadConfig(process.env)
  const command = new Command('gpu')
    .description(
      'What paints on an NVIDIA GPU with CUDA. Every other GPU needs nothing: see "A GPU" in README.md.',
    )
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .helpCommand(false)
  command
    .command('install')
    .description('fetches NVIDIA’s provider and the CUDA libraries that this machine lacks')
    .argument('<what>', 'cuda')
    .action((what: string) => install(what, config.wheelIndexUrl))
  command.command('status').description('what is there').action(status)
  command.command('remove').description('removes what install has fetched').action(remove)
  try {
    // npm takes `-- remove` and `-- --remove` alike: so do we.
    await command.parseAsync(
      argv[0]?.startsWith('--') && argv[0] !== '--help' ? [argv[0].slice(2), ...argv.slice(1)] : argv,
      { from: 'user' },
    )
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    const sentence = error.code === 'commander.help' ? 'Say install cuda, status or remove.' : error.message
    throw new PersonError('usage', `${sentence.replace(/^error: /, '').replace(/\.?$/, '.')} See --help.`)
  }
  return 0
}

async function install(what: string, indexUrl: string): Promise<void> {
  if (what !== 'cuda') throw new PersonError('usage', `There is only cuda to install, not "${what}".`)
  refuseOtherSystems()
  const installed = await installCuda({
    wheels: readWheels(),
    runtime: runtimeVersion,
    indexUrl,
    folder: gpuLibraries,
    env: process.env,
    progress: pullBar(process.stderr.isTTY),
  })
  withGpuLibraries(process.env)
  console.log(installed.length === 0 ? 'Everything is there already.' : `Installed: ${installed.join(', ')}.`)
  console.log(driverLine())
}

function status(): void {
  refuseOtherSystems()
  for (const { wheel, place } of cudaState(readWheels(), gpuLibraries, process.env)) {
    const where = { ours: `installed, ${wheel.version}`, system: 'on this machine', missing: 'missing' }[
      place
    ]
    console.log(`${wheel.project.padEnd(20)} ${where}`)
  }
  console.log(driverLine())
}

async function remove(): Promise<void> {
  const { wheels } = readWheels()
  for (const name of wheels.find(({ project }) => project === providerProject)?.libraries ?? []) {
    const link = join(runtimeFolder, name)
    const found = await lstat(link).catch(() => undefined)
    if (found?.isSymbolicLink()) await rm(link)
  }
  await rm(gpuLibraries, { recursive: true, force: true })
  console.log('Removed.')
}

function driverLine(): string {
  const driver = nvidiaDriver()
  if (!driver)
    return 'There is no NVIDIA driver on this machine: install it from your system’s packages or nvidia.com.'
  const { version } = driver
  if (version === undefined) return 'NVIDIA’s driver is Windows’ own.'
  return Number.parseInt(version, 10) >= leastDriver
    ? `NVIDIA’s driver is ${version}.`
    : `NVIDIA’s driver is ${version}, and CUDA 13 needs ${leastDriver} or later: update it.`
}

/** @throws PersonError `unsupported` */
function refuseOtherSystems(): void {
  if (process.platform === 'linux' && process.arch === 'x64') return
  throw new PersonError(
    'unsupported',
    'onnxruntime has CUDA for Node on Linux x64 only. Here DEVICE=auto paints on your GPU without anything to install.',
  )
}

function statusOf(error: unknown): number {
  if (!(error instanceof PersonError)) throw error
  console.error(error.message)
  return error.code === 'usage' || error.code === 'config' ? 2 : 1
}
