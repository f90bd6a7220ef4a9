import type { ExtraNetwork } from '#core/extra-networks.ts'
import { aboutMaxLength, extraNameMaxLength, wordsMaxLength } from '#core/extra-networks.ts'
import { aboutFile } from '#diffusion/lora/about-file.ts'
import { checkpointEnding } from '#diffusion/model/read-model.ts'
import { findLoras } from '#diffusion/lora/find-loras.ts'
import { reasonOf } from '#core/errors.ts'
import type { Logger } from '#process/logger.ts'
import { findEmbeddings } from './find-embeddings.ts'
import { notesStates } from './notes-state.ts'
import { readLoraFacts, thumbnail } from './read-lora-facts.ts'

/** New files are there for people within ten seconds. */
const lookEveryMs = 4000

export interface WatchedNetworks {
  /** The first look is over. Previews of a thousand files take a while: nobody has to wait for it. */
  ready: Promise<void>
  stop(): Promise<void>
}

/** What has been read of a file, for as long as it stays as it is. */
interface Read {
  state: string
  network: ExtraNetwork | undefined
}

/** Looks at `loras/`, `embeddings/` and what stands beside models now and every few seconds, and tells of what is there whenever that has changed. */
export function watchExtraNetworks({
  modelsDir,
  modelPaths = () => [],
  tell,
  logger,
}: {
  modelsDir: string
  /** Files and folders of the models that are painted with, by their names. */
  modelPaths?: () => readonly { name: string; path: string }[]
  tell: (networks: readonly ExtraNetwork[]) => Promise<void>
  logger: Logger
}): WatchedNetworks {
  let known = new Map<string, Read>()
  let told: string | undefined
  let stopped = false

  const look = async (): Promise<void> => {
    const [loras, embeddings] = await Promise.all([findLoras(modelsDir), findEmbeddings(modelsDir)])
    // Notes are looked for as beside a file: what a model's own files hold is looked at elsewhere.
    const models = modelPaths().map(({ name, path }) => {
      const file = path.endsWith(checkpointEnding) ? path : path + checkpointEnding
      return { name, file, state: '' }
    })
    const files = [
      ...loras.map((found) => ({ ...found, kind: 'lora' as const })),
      ...embeddings.map((found) => ({ ...found, kind: 'embedding' as const })),
      ...models.map((found) => ({ ...found, kind: 'model' as const })),
    ]
    const now = new Map<string, Read>()
    const notesState = notesStates()
    for (const { kind, name, file, state: ownState } of files) {
      if (stopped) return
      const state = `${ownState}\n${await notesState(file)}`
      const before = known.get(file)
      now.set(
        file,
        before?.state === state ? before : { state, network: await read(kind, name, file, logger) },
      )
    }
    known = now
    const all = [...now.values()].flatMap(({ network }) => network ?? [])
    const word = JSON.stringify([...now].map(([file, { state }]) => [file, state]))
    if (word === told) return
    await tell(all)
    told = word
  }

  let looking = Promise.resolve()
  const lookAgain = () => {
    looking = looking.then(look).catch((error: unknown) => {
      logger.warn({ err: error }, 'LoRAs and embeddings could not be told')
    })
    return looking
  }
  const ready = lookAgain()
  const timer = setInterval(() => void lookAgain(), lookEveryMs)
  return {
    ready,
    async stop() {
      stopped = true
      clearInterval(timer)
      await looking
    },
  }
}

async function read(
  kind: ExtraNetwork['kind'],
  name: string,
  file: string,
  logger: Logger,
): Promise<ExtraNetwork | undefined> {
  try {
    if (kind !== 'lora') {
      if (name.length > extraNameMaxLength) return undefined
      const { words, about, preview } = await aboutFile(file)
      const picture = preview === undefined ? null : await thumbnail(preview)
      return {
        kind,
        name,
        words: words.slice(0, wordsMaxLength),
        suits: {},
        about: about.slice(0, aboutMaxLength),
        preview: picture,
      }
    }
    const facts = await readLoraFacts(name, file)
    if (typeof facts !== 'string') return facts
    logger.warn({ file }, `not offered: ${facts}`)
  } catch (error) {
    logger.warn({ file }, `not offered: ${reasonOf(error)}`)
  }
  return undefined
}
