import { decodeModel } from '#diffusion/onnx/decode.ts'
import { encodeModel } from '#diffusion/onnx/encode.ts'
import { type ModelPiece, splitModel } from '#diffusion/onnx/split-model.ts'
import type { OpenSession, Session, SessionOptions } from './session.ts'
import type { Values } from './values.ts'

interface OpenPiece {
  readonly session: Session
  readonly given: readonly string[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** Cuts a graph: takes half a second, so who opens it again keeps the answer. */
export type Split = (graph: Uint8Array, pieces: number) => readonly EncodedPiece[]

/** A piece as it is opened. */
export interface EncodedPiece extends Omit<ModelPiece, 'model'> {
  readonly graph: Uint8Array
}

/** LoRAs' inputs. */
const isAdapter = (input: string) => input.startsWith('adapter.')

/** Cuts a graph, or remembers how that went. */
export function rememberedSplit(): Split {
  const known = new WeakMap<Uint8Array, readonly EncodedPiece[]>()
  return (graph, pieces) => {
    const cut =
      known.get(graph) ??
      splitModel(decodeModel(graph), pieces, isAdapter).map(({ model, ...piece }) => ({
        ...piece,
        graph: encodeModel(model),
      }))
    known.set(graph, cut)
    return cut
  }
}

/**
 * Opens a graph over a file of weights piece by piece, as one session. While onnxruntime opens a graph it holds the weights twice: as it
 * took them out of the file, and as it lays them out for the processor. In pieces, the largest first, it does so for one piece at a time.
 */
export async function openInPieces(
  file: string,
  options: SessionOptions,
  order: readonly EncodedPiece[],
  openSession: OpenSession,
): Promise<Session> {
  const opened = new Map<EncodedPiece, OpenPiece>()
  const release = async () => {
    for (const { session } of opened.values()) await session.release()
  }
  try {
    for (const piece of order.toSorted((a, b) => b.weightBytes - a.weightBytes)) {
      const session = await openSession(file, { ...options, graph: piece.graph })
      const { given } = piece
      const inputs = session.inputs.map(({ name }) => name)
      const outputs = session.outputs.map(({ name }) => name)
      opened.set(piece, { session, given, inputs, outputs })
    }
  } catch (error) {
    await release()
    throw error
  }
  const inOrder = order.flatMap((piece) => opened.get(piece) ?? [])
  const between = new Set(order.flatMap(({ taken }) => taken))
  const infos = (which: 'inputs' | 'outputs') => {
    const all = inOrder.flatMap(({ session }) => session[which]).filter(({ name }) => !between.has(name))
    return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index)
  }
  /** What crosses between pieces, written over by the next run of the same shapes. */
  let crossing = new Map<string, Values>()
  let shapes = ''
  return {
    device: options.device,
    inputs: infos('inputs'),
    outputs: infos('outputs'),
    async run(feeds, wanted) {
      const now = shapesOf(feeds)
      if (now !== shapes) crossing = new Map()
      shapes = now
      const results: Record<string, Values> = {}
      for (const { session, inputs, outputs, given } of inOrder) {
        const fed = Object.fromEntries(
          inputs.flatMap((name) => {
            const values = feeds[name] ?? crossing.get(name)
            return values ? [[name, values]] : []
          }),
        )
        const fetched = Object.fromEntries([
          ...outputs.filter((name) => name in wanted).map((name) => [name, wanted[name]]),
          ...given.map((name) => [name, crossing.get(name)]),
        ])
        const answers = await session.run(fed, fetched)
        for (const [name, values] of Object.entries(answers)) {
          if (name in wanted) results[name] = values
          if (given.includes(name)) crossing.set(name, values)
        }
      }
      return results
    },
    release,
  }
}

/** Of a model's own inputs: those of LoRAs change nothing about what crosses. */
function shapesOf(feeds: Record<string, Values>): string {
  return Object.entries(feeds)
    .flatMap(([name, { dims }]) => (isAdapter(name) ? [] : [`${name} ${dims.join('x')}`]))
    .join('\n')
}
