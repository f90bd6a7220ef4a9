import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { libraryFolders } from '#diffusion/session/gpu-candidates.ts'
import type { Wheel, Wheels } from './wheels.ts'
import { providerProject } from './wheels.ts'

/** A wheel, and where its libraries are now. */
export interface WheelState {
  wheel: Wheel
  /** `ours`: in our folder; `system`: where the dynamic loader finds them without us. */
  place: 'ours' | 'system' | 'missing'
}

/** Where CUDA's installers put their libraries. */
const cudaFolders = ['/usr/local/cuda/lib64', '/usr/local/cuda-13/lib64', '/usr/lib/wsl/lib']

/** The libraries that CUDA needs, with the place of each that is there. */
export function cudaState({ wheels }: Wheels, ours: string, env: NodeJS.ProcessEnv): WheelState[] {
  const system = libraryFolders(env).filter((folder) => folder !== ours)
  const loaderKnows = loaderConfiguration()
  const found = [...system, ...cudaFolders.filter((folder) => loaderKnows.includes(folder))]
  return wheels.map((wheel) => {
    const all = (folder: string) => wheel.libraries.every((name) => existsSync(join(folder, name)))
    const place = all(ours)
      ? 'ours'
      : wheel.project !== providerProject && found.some(all)
        ? 'system'
        : 'missing'
    return { wheel, place }
  })
}

/** The dynamic loader's cache: a binary file with the paths of all libraries it knows. */
function loaderConfiguration(): string {
  try {
    return readFileSync('/etc/ld.so.cache', 'latin1')
  } catch {
    return ''
  }
}

/** NVIDIA's driver, which no package can bring: its version, where Linux says it. */
export function nvidiaDriver(): { version?: string } | undefined {
  try {
    const text = readFileSync('/proc/driver/nvidia/version', 'utf8')
    const version = /Module(?: for \S+)?\s+(\d+\.\d+(?:\.\d+)?)/.exec(text)?.[1]
    return version === undefined ? {} : { version }
  } catch {
    return existsSync('/dev/dxg') ? {} : undefined
  }
}

/** CUDA 13 works from this driver on (its release notes, table of minimum versions). */
export const leastDriver = 580
