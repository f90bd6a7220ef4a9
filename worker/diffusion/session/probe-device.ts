import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { withGpuLibraries } from './gpu-libraries.ts'

const probedSchema = z.object({
  /** Whether onnxruntime's package for this system has the provider. */
  packaged: z.boolean(),
  /** Why nothing opens on it. */
  failure: z.string().optional(),
  float16: z.boolean(),
})

/** What a device answered when it was tried. */
export type ProbedDevice = z.infer<typeof probedSchema> & {
  /** What Vulkan calls the adapter, on Linux. */
  adapter?: string
}

/** A driver that takes longer to open is as good as none. */
const probeTimeoutMs = 30_000

/**
 * Tries a device in a process of its own.
 * @param program runs `probe-process.ts`, from its source or compiled
 */
export async function probeDevice(
  device: string,
  program: { file: string; execArgv: readonly string[] },
  env: NodeJS.ProcessEnv,
): Promise<ProbedDevice> {
  const child = spawn(process.execPath, [...program.execArgv, program.file, device], {
    // Vulkan's loader has no other way to tell which driver it took.
    env: { ...withGpuLibraries(env), VK_LOADER_DEBUG: 'driver' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const done = new AbortController()
  void sleep(probeTimeoutMs, undefined, { signal: done.signal }).then(
    () => child.kill('SIGKILL'),
    () => {},
  )
  const ended = new Promise<string | number | null>((resolve) =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  )
  const [answer, log, end] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  done.abort()
  const adapter = /Using "([^"]+)" with driver/.exec(log)?.[1]
  if (answer === '')
    return { packaged: true, failure: `Trying it ended its process (${end}).`, float16: false }
  return { ...probedSchema.parse(JSON.parse(answer)), ...(adapter !== undefined && { adapter }) }
}
