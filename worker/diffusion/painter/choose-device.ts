import { differenceOf, type Trial } from '#diffusion/engine/trial.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { ModelPlace } from '#diffusion/model/model.ts'
import { modelHash } from '#diffusion/model/model-hash.ts'
import { readModel } from '#diffusion/model/read-model.ts'
import { deviceLabel } from '#diffusion/session/device.ts'
import { driversState, gpuCandidates } from '#diffusion/session/gpu-candidates.ts'
import { runtimeVersion } from '#diffusion/session/session.ts'
import { DeviceChoices, type DeviceChoice, type TriedDevice } from './device-choices.ts'
import type { HangBounds } from './hang-watch.ts'
import { PainterChild, type PainterProgram } from './painter-child.ts'
import { workWords } from './painter-work.ts'

export interface ChooseOptions {
  /** What is to be painted with. */
  model: ModelPlace
  /** A folder for `device-choices.json`; without one every start tries anew. */
  keptIn?: string | undefined
  env?: NodeJS.ProcessEnv | undefined
  /** What a painter process runs; see `PainterOptions`. */
  program?: PainterProgram | undefined
  priority?: number | undefined
  say?: ((sentence: string) => void) | undefined
  /** What is tried besides the CPU; by default what files say is worth it here. */
  candidates?: readonly string[] | undefined
  /** How a device is tried; by default in a painter process of its own. */
  tryDevice?: TryDevice | undefined
  /** A device that is not through by then is not taken; five minutes by default. */
  trialMs?: number | undefined
  /** Told of each process that tries a device. */
  onTrial?: ((child: PainterChild) => void) | undefined
}

/** `float32`: in float32, whatever the device can. */
export type TryDevice = (device: string, float32?: boolean) => Promise<Trial>

/** Another one as soon as trials are made otherwise: what was chosen before is then tried anew. */
const howTried = 'float16, then float32'
/** A driver that compiles shaders for longer is no driver to paint with. */
export const defaultTrialMs = 5 * 60_000
/** A GPU must be this many times as fast as the CPU: the CPU's way is the simpler one. */
const worthwhile = 1.1

/**
 * The device that paints a model fastest here. Each is tried in a process of its own, once, and what was measured is remembered: a
 * device that crashes, hangs, gives no numbers or other ones than the CPU is not taken, and the operator is told so that one time.
 * A machine without a GPU has its answer at once, and no process is started for it.
 */
export async function chooseDevice(options: ChooseOptions): Promise<DeviceChoice> {
  const { model, keptIn, env = process.env, say = () => {} } = options
  const candidates =
    options.candidates ??
    gpuCandidates(env).flatMap(({ device, missing }) => (missing === undefined ? [deviceLabel(device)] : []))
  if (candidates.length === 0) return { device: 'cpu', tried: [] }
  const files = await readModel(model.path, model.vae)
  const hangsOn = [howTried, await modelHash(files, keptIn), runtimeVersion, driversState(env), ...candidates]
  const choices = keptIn === undefined ? undefined : new DeviceChoices(keptIn)
  const known = await choices?.find(hangsOn)
  if (known) return known
  say(`What paints fastest here is tried, this one time: ${[...candidates, 'cpu'].join(', ')}.`)
  const choice = await tryAll(candidates, options.tryDevice ?? inProcess(options))
  for (const one of choice.tried) {
    const { device, refused } = one
    if (refused === undefined) continue
    const again = choice.tried.some((other) => other.device === device && other.float32 && !one.float32)
    say(`${device} is not taken${again ? ' in float16' : one.float32 ? ' in float32' : ''}: ${refused}`)
  }
  await choices?.keep(hangsOn, choice)
  return choice
}

async function tryAll(candidates: readonly string[], tryDevice: TryDevice): Promise<DeviceChoice> {
  const trials: DeviceTrial[] = []
  for (const device of [...candidates, 'cpu']) {
    // Nothing is compared with the CPU, nor is it measured, where no GPU could be used.
    if (device === 'cpu' && trials.every(({ trial }) => !trial)) break
    trials.push(await outcomeOf(device, () => tryDevice(device)))
  }
  return chooseAmong(await withFloat32(trials, tryDevice))
}

/**
 * With another trial of each GPU whose answers are too far off in float16: in float32 they may be right, and it may still be the fastest.
 */
export async function withFloat32(
  trials: readonly DeviceTrial[],
  tryDevice: TryDevice,
): Promise<DeviceTrial[]> {
  const { tried } = chooseAmong(trials)
  const all = [...trials]
  for (const [index, { device, trial }] of trials.entries())
    if (trial?.float16 === true && tried[index]?.refused !== undefined)
      all.push({ ...(await outcomeOf(device, () => tryDevice(device, true))), float32: true })
  return all
}

/** @throws what is a bug */
export async function outcomeOf(device: string, attempt: () => Promise<Trial>): Promise<DeviceTrial> {
  return attempt().then(
    (trial) => ({ device, trial }),
    (error: unknown) => ({ device, refused: refusal(error) }),
  )
}

/** How a trial went. */
export interface DeviceTrial {
  device: string
  /** It was asked to compute in float32 though it has float16. */
  float32?: boolean
  trial?: Trial
  /** Why there is none. */
  refused?: string
}

/** What paints fastest of what computes what the CPU does; `cpu` where that is all or was not tried. */
export function chooseAmong(trials: readonly DeviceTrial[]): DeviceChoice {
  const reference = trials.find(({ device }) => device === 'cpu')?.trial
  const tried = trials.map(({ device, float32, trial, refused }): TriedDevice => {
    const wrong = refused ?? (trial && reference && differenceOf(trial, reference))
    return {
      device,
      ...(float32 && { float32 }),
      ...(trial && { stepSeconds: trial.stepSeconds }),
      ...(wrong !== undefined && { refused: wrong }),
    }
  })
  const score = ({ device, stepSeconds = Infinity }: TriedDevice) =>
    device === 'cpu' ? stepSeconds / worthwhile : stepSeconds
  const [fastest] = tried.filter(({ refused }) => refused === undefined).sort((a, b) => score(a) - score(b))
  return { device: fastest?.device ?? 'cpu', ...(fastest?.float32 && { float32: true }), tried }
}

function refusal(error: unknown): string {
  if (error instanceof PaintError) return error.message
  throw error
}

/** Tries a device in a painter process: what crashes or hangs takes that one along. */
function inProcess({ model, onTrial, ...options }: ChooseOptions): TryDevice {
  return (device, float32) => tryInProcess(device, model, { ...options, float32 }, onTrial)
}

/** Why a painter is not waited for any longer. */
export function notReady(afterMs: number, { doing }: PainterChild): string {
  return `It was not ready to paint within ${Math.round(afterMs / 1000)} s, and still ${workWords[doing]}.`
}

/** @throws PaintError also where the process crashes, or is not through with it in time */
export async function tryInProcess(
  device: string,
  model: ModelPlace,
  {
    keptIn,
    program,
    priority,
    env,
    say,
    trialMs = defaultTrialMs,
    float32 = false,
  }: Pick<ChooseOptions, 'keptIn' | 'program' | 'priority' | 'env' | 'say' | 'trialMs'> & {
    float32?: boolean | undefined
  },
  onTrial?: (child: PainterChild) => void,
): Promise<Trial> {
  const engine = { device, float32, warmUp: false, ...(keptIn !== undefined && { keptIn }) }
  // Longer than the trial as a whole, no part of it is waited for.
  const bounds: HangBounds = { firstMs: 2 * trialMs, leastMs: trialMs, factor: 20 }
  const child = new PainterChild({ engine, bounds, program, priority, env, say })
  onTrial?.(child)
  const timer = setTimeout(() => child.kill(notReady(trialMs, child)), trialMs)
  try {
    return await child.try(model)
  } finally {
    clearTimeout(timer)
    child.kill()
    await child.exited
  }
}
