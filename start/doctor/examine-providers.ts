import {
  chooseAmong,
  type DeviceTrial,
  outcomeOf,
  tryInProcess,
  type TryDevice,
  withFloat32,
} from '#diffusion/painter/choose-device.ts'
import type { ModelPlace } from '#diffusion/model/model.ts'
import { gpuCandidates, missingForNvidia } from '#diffusion/session/gpu-candidates.ts'
import { providerHomes, providerTitles } from '#diffusion/session/device.ts'
import { probeDevice, type ProbedDevice } from '#diffusion/session/probe-device.ts'
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
  /** Why it does not load, paints nothing, or is not for `auto`. */
  reason?: string
}

export interface ExaminedProviders {
  providers: ExaminedProvider[]
  /** What `DEVICE=auto` paints with here. */
  auto: string
}

interface ExamineOptions {
  /** As DEVICE names it. */
  asked: string
  keptIn: string
  env: NodeJS.ProcessEnv
  say: (sentence: string) => void
}

const names = ['cpu', 'cuda', 'tensorrt', 'dml', 'coreml', 'webgpu'] as const
type ProviderName = (typeof names)[number]

/** Tries every provider, one after the other, each in processes of its own; what loads runs the model's UNet and is compared with the CPU. */
export async function examineProviders(
  model: ModelPlace | undefined,
  adapters: readonly GraphicsAdapter[],
  options: ExamineOptions,
): Promise<ExaminedProviders> {
  const { env, say, asked } = options
  const providers: ExaminedProvider[] = []
  const first: DeviceTrial[] = []
  const tryDevice = model && inProcess(model, options)
  for (const name of names) {
    say(`${name} …`)
    const probed = await probeDevice(name, ownProcess('worker/diffusion/session/probe-process'), env)
    const provider = providerOf(name, probed, adapters, env)
    providers.push(provider)
    // What is known to be worth no try takes minutes: it has one where it is asked for.
    const worthATry = provider.reason === undefined || asked.split(':')[0] === name
    if (provider.loads && worthATry && tryDevice) first.push(await outcomeOf(name, () => tryDevice(name)))
  }
  const trials = tryDevice ? await withFloat32(first, tryDevice) : first
  // What was tried again in float32 stands behind: that is how it would paint.
  for (const { device, float32, stepSeconds, refused } of chooseAmong(trials).tried) {
    const provider = providers.find(({ name }) => name === device)
    if (!provider) continue
    if (stepSeconds !== undefined) provider.stepSeconds = stepSeconds
    if (refused !== undefined) provider.reason = refused
    else if (float32) provider.reason = `It would compute in float32: in float16 ${provider.reason}`
  }
  // Files tell `auto` what is not worth a try, and TensorRT is for those who ask for it.
  const candidates = new Set<string>(
    gpuCandidates(env).flatMap(({ device, missing }) => (missing === undefined ? [device.provider] : [])),
  )
  const forAuto = trials.filter(({ device }) => device === 'cpu' || candidates.has(device))
  return { providers, auto: chooseAmong(forAuto).device }
}

function providerOf(
  name: ProviderName,
  { packaged, failure, float16, adapter }: ProbedDevice,
  adapters: readonly GraphicsAdapter[],
  env: NodeJS.ProcessEnv,
): ExaminedProvider {
  const loads = packaged && failure === undefined
  const provider: ExaminedProvider = { name, there: packaged, loads, float16: loads && float16 }
  const reason = packaged
    ? (missingFor(name, env) ?? failure)
    : `${providerTitles[name]} is for ${providerHomes[name]}.`
  if (reason !== undefined) provider.reason = reason
  if (!loads) return provider
  // Vulkan names its driver, a software one, too; elsewhere the system's first adapter is the one that is taken.
  const title = name === 'cpu' ? undefined : (adapter ?? adapters[0]?.name)
  if (title !== undefined) provider.adapter = title
  const owner = adapters.find((known) => known.name === title)
  if (owner?.memoryBytes !== undefined) provider.memoryBytes = owner.memoryBytes
  return provider
}

function missingFor(name: ProviderName, env: NodeJS.ProcessEnv): string | undefined {
  if (name === 'tensorrt' && process.platform === 'linux') return missingForNvidia(name)
  return gpuCandidates(env).find(({ device }) => device.provider === name)?.missing
}

function inProcess(model: ModelPlace, { keptIn, env, say }: ExamineOptions): TryDevice {
  const program = ownProcess('worker/diffusion/painter/painter-process')
  return (device, float32) => tryInProcess(device, model, { keptIn, env, program, say, float32 })
}
