import { tryInProcess } from '#diffusion/painter/choose-device.ts'
import { PaintError } from '#diffusion/errors.ts'
import { gpuCandidates } from '#diffusion/session/gpu-candidates.ts'
import { probeDevice } from '#diffusion/session/probe-device.ts'
import { ownProcess } from '#process/own-process.ts'
import type { GraphicsAdapter } from './graphics-adapters.ts'

/** One way of painting, and how far it gets here. */
export interface ExaminedProvider {
  name: string
  /** onnxruntime's package for this system has it. */
  there: boolean
  loads: boolean
  adapter?: string
  memoryBytes?: number
  float16: boolean
  /** Seconds of one UNet run at the model's own size, with guidance. */
  stepSeconds?: number
  /** Why it does not load, or paints nothing. */
  reason?: string
}

const names = ['cpu', 'cuda', 'tensorrt', 'dml', 'coreml', 'webgpu'] as const

/** Tries every provider, one after the other, each in processes of its own; what loads runs the model's UNet. */
export async function examineProviders(
  model: string | undefined,
  adapters: readonly GraphicsAdapter[],
  { keptIn, env, say }: { keptIn: string; env: NodeJS.ProcessEnv; say: (sentence: string) => void },
): Promise<ExaminedProvider[]> {
  const examined: ExaminedProvider[] = []
  for (const name of names) {
    say(`${name} …`)
    const { packaged, failure, float16, adapter } = await probeDevice(
      name,
      ownProcess('worker/diffusion/session/probe-process'),
      env,
    )
    const missing = gpuCandidates(env).find(({ device }) => device.provider === name)?.missing
    const [first] = adapters
    const loads = packaged && failure === undefined
    const provider: ExaminedProvider = { name, there: packaged, loads, float16: loads && float16 }
    if (!packaged) provider.reason = 'It is not for this system.'
    else if (!loads) provider.reason = missing ?? failure ?? 'It does not load.'
    else {
      // Vulkan names its driver, a software one, too; elsewhere the system's first adapter is the one that is taken.
      const title = name === 'cpu' ? undefined : (adapter ?? first?.name)
      if (title !== undefined) provider.adapter = title
      const owner = adapters.find((known) => known.name === title)
      if (owner?.memoryBytes !== undefined) provider.memoryBytes = owner.memoryBytes
      if (model !== undefined) Object.assign(provider, await measure(name, model, keptIn, env))
    }
    examined.push(provider)
  }
  return examined
}

async function measure(device: string, model: string, keptIn: string, env: NodeJS.ProcessEnv) {
  const program = ownProcess('worker/diffusion/painter/painter-process')
  try {
    return { stepSeconds: (await tryInProcess(device, model, { keptIn, env, program })).stepSeconds }
  } catch (error) {
    if (error instanceof PaintError) return { reason: error.message }
    throw error
  }
}
