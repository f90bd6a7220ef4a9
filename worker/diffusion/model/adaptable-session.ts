import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Adaptable } from '#diffusion/adapters/adaptable.ts'
import { adapterFeeds, vectorsInput } from '#diffusion/adapters/adapter-feeds.ts'
import { baseWeight } from '#diffusion/adapters/base-weight.ts'
import { makeAdaptable } from '#diffusion/adapters/make-adaptable.ts'
import { PaintError } from '#diffusion/errors.ts'
import { decodeModel } from '#diffusion/onnx/decode.ts'
import { encodeModel } from '#diffusion/onnx/encode.ts'
import type { RestingSession } from '#diffusion/session/resting-session.ts'
import { joinFeeds, type Values } from '#diffusion/session/values.ts'
import type { GraphSource } from './graph-source.ts'

/** A session of the UNet or the text encoder, whose runs may have adapters: `adapterFeeds` among what they are fed. */
export interface AdaptableSession extends RestingSession {
  /** What adapters find in the graph; undefined where its nodes have no names of modules, as in graphs optimised for a GPU. */
  adaptable(): Promise<Adaptable | undefined>
}

export type AdaptablePart = 'unet' | 'text_encoder'

export interface PartOpening {
  source: GraphSource
  part: AdaptablePart
  /** Opens the graph of these bytes, or, left out, the one of the source. */
  open: (graph?: Uint8Array) => Promise<RestingSession>
  /**
   * Whether it is opened so that it takes adapters from the start. Their branches take a hundredth of a second a run when nobody uses them: nothing
   * on a CPU with a large model. Others open a second session beside the first when adapters are met.
   */
  fromTheStart: boolean
}

/** A graph that takes adapters, and what they find in it. */
interface Adapted {
  graph: Uint8Array
  adaptable: Adaptable
}

/** A graph with its weights inside that is larger than this is not rewritten: it would be held several times. */
const rewrittenMaxBytes = 500e6

export async function openAdaptable({
  source,
  part,
  open,
  fromTheStart,
}: PartOpening): Promise<AdaptableSession> {
  let adapting: Promise<Adapted | undefined> | undefined
  const adapted = () => (adapting ??= adapt(source, part))
  const first = fromTheStart ? await adapted() : undefined
  const plain = first ? undefined : await open()
  const changed = first ? await open(first.graph) : undefined
  const neutral = first && adapterFeeds(first.adaptable)
  let second: Promise<RestingSession> | undefined
  /** The second one, once it was opened. */
  let opened: RestingSession | undefined
  const session = plain ?? changed
  if (!session) throw new Error('A part has no session.')

  /** The session that takes adapters, where the first one doesn't. */
  const besides = async (): Promise<RestingSession> => {
    const found = await adapted()
    if (!found) throw new PaintError('bad_model', `${source.file} can't take LoRAs.`)
    return (second ??= open(found.graph).then((session) => (opened = session)))
  }
  const all = async () => [session, ...(second ? [await second] : [])]
  return {
    device: session.device,
    inputs: session.inputs.filter(({ name }) => !name.startsWith('adapter.')),
    outputs: session.outputs,
    async run(feeds: Record<string, Values>, wanted) {
      if (vectorsInput in feeds) return (changed ?? (await besides())).run(feeds, wanted)
      return session.run(neutral ? joinFeeds(neutral, feeds) : feeds, wanted)
    },
    async rest() {
      for (const one of await all()) await one.rest()
    },
    async release() {
      for (const one of await all()) await one.release()
    },
    get resting() {
      return session.resting && (opened?.resting ?? true)
    },
    adaptable: async () => (await adapted())?.adaptable,
  }
}

async function adapt({ file, made }: GraphSource, part: AdaptablePart): Promise<Adapted | undefined> {
  if (!made && (await stat(file)).size > rewrittenMaxBytes) return undefined
  const bytes = made ? await made.make() : await readFile(file)
  let model
  try {
    model = decodeModel(bytes)
  } catch (error) {
    // Opening it says what is wrong.
    if (error instanceof RangeError) return undefined
    throw error
  }
  const { modules, vectors, vectorsLength, weights } = makeAdaptable(model, part)
  if (modules.size === 0) return undefined
  const folder = dirname(file)
  return {
    graph: encodeModel(model),
    adaptable: {
      modules,
      vectors,
      vectorsLength,
      async baseWeight(name) {
        const weight = weights.get(name)
        if (!weight) throw new Error(`There is no module ${name}.`)
        return baseWeight(weight, folder)
      },
    },
  }
}
