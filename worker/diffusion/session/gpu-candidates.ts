import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { homedir, release } from 'node:os'
import { basename, join } from 'node:path'
import type { Device } from './device.ts'
import { gpuLibraries, runtimeFolder } from './runtime-folder.ts'

/** A GPU's way of painting, and what stands against trying it here, as far as files tell. */
export interface Candidate {
  device: Device
  /** A sentence; undefined: it is worth a try. */
  missing?: string
}

/**
 * What `auto` tries, the fastest by experience first. Only files are looked at: a machine without a GPU learns that in a
 * millisecond. TensorRT is not among them: it builds engines for minutes, and is for those who ask for it.
 */
export function gpuCandidates(env: NodeJS.ProcessEnv): Candidate[] {
  switch (process.platform) {
    case 'win32':
      return [candidate('dml'), candidate('webgpu')]
    case 'darwin':
      return [candidate('coreml'), candidate('webgpu')]
    case 'linux':
      return [candidate('cuda', missingForNvidia('cuda')), candidate('webgpu', missingForVulkan(env))]
    default:
      return []
  }
}

function candidate(provider: Device['provider'], missing?: string): Candidate {
  return { device: { provider, index: 0 }, ...(missing !== undefined && { missing }) }
}

/** What stands against CUDA or TensorRT on Linux, as far as files tell. */
export function missingForNvidia(provider: 'cuda' | 'tensorrt'): string | undefined {
  // /dev/dxg: Windows' GPUs inside WSL.
  if (!['/dev/nvidiactl', '/dev/dxg'].some(existsSync)) return 'There is no NVIDIA driver.'
  const library = `libonnxruntime_providers_${provider}.so`
  if (![runtimeFolder, gpuLibraries].some((folder) => existsSync(join(folder, library))))
    return 'NVIDIA’s provider is not installed: run "npm run gpu -- install cuda".'
  return undefined
}

function missingForVulkan(env: NodeJS.ProcessEnv): string | undefined {
  if (process.arch !== 'x64') return 'onnxruntime has WebGPU on Linux for x64 only.'
  if (!libraryFolders(env).some((folder) => existsSync(join(folder, 'libvulkan.so.1'))))
    return 'There is no Vulkan loader (libvulkan.so.1): install the graphics driver’s Vulkan package.'
  const drivers = vulkanDrivers(env)
  if (drivers.length === 0) return 'There is no Vulkan driver: install the graphics driver’s Vulkan package.'
  if (drivers.every((file) => softwareDrivers.test(basename(file))))
    return 'The only Vulkan driver computes on the CPU, slower than onnxruntime does there: install the graphics driver’s Vulkan package.'
  return undefined
}

/** Manifests of Mesa's lavapipe and Chromium's SwiftShader, which are on many machines without a GPU. */
const softwareDrivers = /^(lvp_icd|vk_swiftshader_icd)\b/

/** Where the dynamic loader finds libraries on the usual distributions. */
export function libraryFolders(env: NodeJS.ProcessEnv): string[] {
  const own = (env['LD_LIBRARY_PATH'] ?? '').split(':').filter((folder) => folder !== '')
  return [
    ...own,
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib64',
    '/usr/lib',
    '/lib/x86_64-linux-gnu',
    '/lib64',
    '/usr/local/lib',
  ]
}

/** Manifests of Vulkan drivers (docs/LoaderDriverInterface.md of Vulkan-Loader). */
function vulkanDrivers(env: NodeJS.ProcessEnv): string[] {
  const named = env['VK_DRIVER_FILES'] ?? env['VK_ICD_FILENAMES']
  if (named !== undefined) return named.split(':').filter(existsSync)
  const share = (env['XDG_DATA_DIRS'] ?? '/usr/local/share:/usr/share').split(':')
  const roots = ['/etc', '/etc/xdg', ...share, join(homedir(), '.local/share'), join(homedir(), '.config')]
  return roots.flatMap((root) => {
    const folder = join(root, 'vulkan/icd.d')
    try {
      return readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => join(folder, name))
    } catch {
      return []
    }
  })
}

/**
 * What a device's speed and answers hang on besides the model: changes with the kernel, the drivers and NVIDIA's libraries. A
 * measurement is good for as long as it stays.
 */
export function driversState(env: NodeJS.ProcessEnv): string {
  const files = [
    '/proc/driver/nvidia/version',
    '/usr/lib/wsl/lib/libd3d12.so',
    join(runtimeFolder, 'libonnxruntime_providers_cuda.so'),
    ...(process.platform === 'linux' ? vulkanDrivers(env) : []),
  ]
  const windows = join(env['SystemRoot'] ?? 'C:\\Windows', 'System32')
  // They are written anew by a driver's installer.
  if (process.platform === 'win32')
    files.push(
      ...['nvapi64.dll', 'amdxx64.dll', 'igd12umd64.dll', 'DriverStore\\FileRepository'].map((name) =>
        join(windows, name),
      ),
    )
  const states = files.map((file) => {
    const found = statSync(file, { throwIfNoEntry: false })
    // A file of /proc has the time of the look, and no size: its text is what counts.
    return (
      found &&
      `${file} ${file.startsWith('/proc') ? readFileSync(file, 'utf8') : `${found.size} ${found.mtimeMs}`}`
    )
  })
  return [process.platform, process.arch, release(), ...states.filter((state) => state !== undefined)].join(
    '\n',
  )
}
