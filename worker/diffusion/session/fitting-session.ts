import { join } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import { arithmeticOf } from './arithmetic.ts'
import { cpu, deviceLabel, type Device } from './device.ts'
import { halfModel } from './half-graph.ts'
import { hasFloat16 } from './float16-in-model.ts'
import { runsFloat16, type OpenSession, type Session, type SessionOptions } from './session.ts'
import type { Values } from './values.ts'
import { openInPieces, rememberedSplit } from './pieced-session.ts'
import { withPhasedDecoder } from './phased-decoder.ts'
import { castFloat16 } from './widen-float16.ts'
import { widenedCopy } from './widened-copies.ts'

export interface FittingOptions {
  /** A folder for `widened/`, where copies are kept; without one there are none, and what needs them runs on the CPU. */
  keptIn?: string | undefined
  /** A sentence for the operator about a part that runs elsewhere than was asked for. */
  say?: ((sentence: string) => void) | undefined
  /** Nothing is computed in float16, whatever the device can. */
  float32?: boolean | undefined
  /** Whether a device computes in float16. */
  computesFloat16?: (device: Device) => Promise<boolean>
}

/**
 * Opens sessions in the form that fits the device: on a CPU large graphs in pieces and decoders with fewer multiplications; float16 is widened for a GPU without it (a graph over a file of weights by casts in
 * the graph, others by a copy), and a part that a GPU can't open or run
 * runs on the CPU. A request so never fails because of one part.
 */
export function fitting(openSession: OpenSession, options: FittingOptions): OpenSession {
  const { keptIn, say = () => {}, float32 = false, computesFloat16 = runsFloat16 } = options
  const float16 = new Map<string, Promise<boolean>>()
  const split = rememberedSplit()

  const computes = async (device: Device): Promise<boolean> => {
    if (float32) return false
    const label = deviceLabel(device)
    const known = float16.get(label) ?? computesFloat16(device)
    float16.set(label, known)
    return known
  }
  const openFitting: OpenSession = async (file, given) => {
    const { device, graph, halvable = false } = given
    if (graph) {
      if ((await arithmeticOf(device, halvable, computes)) === 'float16')
        return openHalf(file, { ...given, graph }, openSession, say)
      const fits = !hasFloat16(graph) || (await computes(device))
      return openSession(file, fits ? given : { ...given, graph: castFloat16(graph) })
    }
    if (keptIn === undefined || (await computes(device))) return openSession(file, given)
    const copy = await widenedCopy(file, join(keptIn, 'widened')).catch((error: unknown) => {
      say(
        `${deviceLabel(device)} ${float32 ? 'is too far off in' : 'computes no'} float16, and a float32 copy of ${file} could not be made: ${reason(error)}. It runs on the CPU.`,
      )
      return file
    })
    return openSession(copy, given)
  }

  return async (file, given) => {
    const { device } = given
    const onCpu = async () => {
      const { graph, pieces, ...options } = { ...given, device: cpu }
      if (!graph || pieces === undefined)
        return openSession(file, await withPhasedDecoder(file, { ...given, device: cpu }))
      return openInPieces(file, options, split(graph, pieces), openSession)
    }
    if (device.provider === 'cpu') return onCpu()
    const session = await openFitting(file, given).catch(async (error: unknown) => {
      if (!isAboutTheGraph(error)) throw error
      const other = await onCpu()
      say(`${file} can't be opened on ${deviceLabel(device)} and runs on the CPU: ${reason(error)}`)
      return other
    })
    return orOnCpu(session, given, onCpu, (error) =>
      say(`${file} can't be run on ${deviceLabel(device)} and runs on the CPU: ${reason(error)}`),
    )
  }
}

/** Moves to the CPU with the first run that fails here and succeeds there. */
function orOnCpu(
  first: Session,
  { device }: SessionOptions,
  openOnCpu: () => Promise<Session>,
  moved: (error: unknown) => void,
): Session {
  let session = first
  return {
    device,
    inputs: first.inputs,
    outputs: first.outputs,
    async run(feeds, wanted) {
      try {
        return await session.run(feeds, wanted)
      } catch (error) {
        if (session.device.provider === 'cpu' || !isAboutTheGraph(error)) throw error
        const other = await openOnCpu()
        try {
          const results = await other.run(feeds, wanted)
          moved(error)
          const left = session
          session = other
          await left.release()
          return results
        } catch {
          // What fails on the CPU as well was asked wrongly: the GPU keeps the part.
          if (session !== other) await other.release()
          throw error
        }
      }
    },
    release: () => session.release(),
  }
}

/** A graph in float16; one that can't be had so, or gives no numbers (values past 65504), is opened in float32 instead. */
async function openHalf(
  file: string,
  given: SessionOptions & { graph: Uint8Array },
  openSession: OpenSession,
  say: (sentence: string) => void,
): Promise<Session> {
  const openWide = (why: string) => {
    say(`${file} is computed in float32 on ${deviceLabel(given.device)}, not in float16: ${why}`)
    return openSession(file, given)
  }
  let half: Session | undefined
  try {
    half = await openSession(file, { ...given, graph: halfModel(given.graph) })
  } catch (error) {
    if (!isAboutTheGraph(error)) throw error
    return openWide(reason(error))
  }
  let wide: Session | undefined
  const runHalf = async (run: () => Promise<Record<string, Values>>) => {
    try {
      const results = await run()
      return Object.values(results).every(holdsNumbers) ? results : 'it gives no numbers there.'
    } catch (error) {
      if (!isAboutTheGraph(error)) throw error
      return reason(error)
    }
  }
  return {
    device: half.device,
    inputs: half.inputs,
    outputs: half.outputs,
    async run(feeds, wanted) {
      if (half) {
        const first = half
        const results = await runHalf(() => first.run(feeds, wanted))
        if (typeof results !== 'string') return results
        half = undefined
        await first.release()
        wide = await openWide(results)
      }
      if (!wide) throw new Error('A part has no session.')
      return wide.run(feeds, wanted)
    },
    async release() {
      await half?.release()
      await wide?.release()
    },
  }
}

/** Looked at after every run, as a sum, which is quick: what is infinite or no number makes it so. */
function holdsNumbers({ data }: Values): boolean {
  let sum = 0
  for (let i = 0; i < data.length; i++) sum += data[i] ?? 0
  return Number.isFinite(sum)
}

/** Memory that runs out and a device that is gone are not the graph's fault, and the CPU is no answer to them. */
function isAboutTheGraph(error: unknown): boolean {
  return error instanceof PaintError && error.code === 'bad_model'
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
