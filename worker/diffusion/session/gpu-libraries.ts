import { existsSync, symlinkSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { gpuLibraries, runtimeFolder } from './runtime-folder.ts'

const providers = [
  'libonnxruntime_providers_shared.so',
  'libonnxruntime_providers_cuda.so',
  'libonnxruntime_providers_tensorrt.so',
]

/**
 * The environment of a process that may paint on an NVIDIA GPU: the dynamic loader reads its path when a process starts. onnxruntime
 * looks for its providers in its own folder, so they are linked there.
 */
export function withGpuLibraries(env: NodeJS.ProcessEnv, folder = gpuLibraries): NodeJS.ProcessEnv {
  if (process.platform !== 'linux' || !existsSync(folder)) return env
  for (const name of providers) link(join(folder, name), join(runtimeFolder, name))
  const paths = (env['LD_LIBRARY_PATH'] ?? '').split(':').filter((path) => path !== '' && path !== folder)
  return { ...env, LD_LIBRARY_PATH: [folder, ...paths].join(':') }
}

/**
 * Runs this process's command again with NVIDIA's libraries on its path, where they are installed and it has been started without them.
 * @returns its exit status; undefined: there is nothing to run again
 */
export function rerunWithGpuLibraries(): number | undefined {
  const env = withGpuLibraries(process.env)
  if (env['LD_LIBRARY_PATH'] === process.env['LD_LIBRARY_PATH']) return undefined
  const [, main = '', ...args] = process.argv
  // A source, not its compiled form: what reads it is named on the command line.
  const loader = main.endsWith('.ts') && !process.execArgv.includes('tsx') ? ['--import', 'tsx'] : []
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...loader, main, ...args], {
    stdio: 'inherit',
    env,
  })
  return status ?? 1
}

function link(from: string, to: string): void {
  if (!existsSync(from) || existsSync(to)) return
  try {
    symlinkSync(from, to)
  } catch (error) {
    // Another process was first, or the folder is read-only: then the provider is missing, which the session says.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}
