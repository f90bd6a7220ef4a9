import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { adapterFeeds } from '#diffusion/adapters/adapter-feeds.ts'
import type { Adaptable, Adapters } from '#diffusion/adapters/adaptable.ts'
import type { LoraRequest } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { PaintNote } from '#diffusion/paint-note.ts'
import type { Values } from '#diffusion/session/values.ts'
import { compose } from './compose.ts'
import { KeptBytes } from './kept-bytes.ts'
import { readLora, type Lora } from './lora-file.ts'
import type { AdaptablePart } from './module-index.ts'

/** What LoRA files hold is kept between requests up to this, and as much again of what sets of them come to. */
const keptMaxBytes = 512e6
/** Modules named in a note. */
const mostNamed = 3

/** What a part's runs are fed besides their own inputs. */
export interface Adaptation {
  /** Equal where the feeds are. */
  readonly key: string
  readonly feeds: Record<string, Values>
}

/** What a request's LoRAs come to for a model. */
export interface LoraSet {
  /** Undefined: this part stays as it is. */
  readonly unet: Adaptation | undefined
  readonly text: Adaptation | undefined
  /** One for each file of which something was left out. */
  readonly notes: readonly PaintNote[]
}

/** The LoRA files of one model: read once, and kept as long as they fit. */
export class LoraSets {
  readonly #adaptable: (part: AdaptablePart) => Promise<Adaptable | undefined>
  readonly #files = new KeptBytes<Lora>(keptMaxBytes)
  readonly #adaptations = new KeptBytes<Adaptation & { bytes: number }>(keptMaxBytes)

  /** @param adaptable undefined for a graph whose names say nothing of its layers: that takes no LoRA */
  constructor(adaptable: (part: AdaptablePart) => Promise<Adaptable | undefined>) {
    this.#adaptable = adaptable
  }

  /**
   * @throws PaintError `bad_request` where a file is damaged, of another kind, or does not fit, `bad_model` where the model takes none
   */
  async of(requests: readonly LoraRequest[]): Promise<LoraSet> {
    if (requests.length === 0) return { unet: undefined, text: undefined, notes: [] }
    const [unet, text] = await Promise.all([this.#adaptable('unet'), this.#adaptable('text_encoder')])
    if (!unet || !text)
      throw new PaintError(
        'bad_model',
        "This model's graphs don't say which layer is which, so it takes no LoRA: use the checkpoint itself (.safetensors), or export it again with models/export_onnx.py.",
      )
    const targets = { unet, text_encoder: text }
    const files = new Map<string, Lora & { id: string }>()
    for (const { file } of requests) if (!files.has(file)) files.set(file, await this.#read(file, targets))
    const part = async (name: AdaptablePart, weightOf: (request: LoraRequest) => number) => {
      const loras = requests.flatMap((request) => {
        const lora = files.get(request.file)
        const weight = weightOf(request)
        const { weights, vectors } = lora?.changes[name] ?? {}
        return lora && weight !== 0 && (weights?.size || vectors?.size) ? [{ lora, weight }] : []
      })
      if (loras.length === 0) return undefined
      const key = loras.map(({ lora, weight }) => `${lora.id}*${weight}`).join(' ')
      const kept = this.#adaptations.get(`${name} ${key}`)
      if (kept) return kept
      const target = targets[name]
      const adapters = await compose(name, loras, target, (module) => target.baseWeight(module))
      const made = { key, feeds: adapterFeeds(target, adapters), bytes: bytesOf(adapters) }
      this.#adaptations.set(`${name} ${key}`, made)
      return made
    }
    return {
      unet: await part('unet', ({ weight }) => weight),
      text: await part('text_encoder', ({ textWeight }) => textWeight),
      notes: [...files].flatMap(([file, lora]) => unplacedNote(basename(file), lora)),
    }
  }

  async #read(
    file: string,
    targets: Readonly<Record<AdaptablePart, Adaptable>>,
  ): Promise<Lora & { id: string }> {
    const { size, mtimeMs } = await stat(file).catch((cause: unknown) => {
      throw new PaintError('bad_request', `There is no LoRA file ${basename(file)} any more.`, { cause })
    })
    const id = `${file}@${size}-${mtimeMs}`
    const lora = this.#files.get(id) ?? (await readLora(file, targets))
    this.#files.set(id, lora)
    return { ...lora, id }
  }
}

function unplacedNote(lora: string, { placed, unplaced }: Lora): PaintNote[] {
  const left = unplaced.length
  if (left === 0) return []
  return [{ kind: 'layers_left', lora, left, layers: placed + left, named: unplaced.slice(0, mostNamed) }]
}

function bytesOf({ modules, vectors }: Adapters): number {
  let bytes = 0
  for (const delta of modules.values())
    bytes += 'full' in delta ? delta.full.byteLength : delta.up.byteLength + delta.down.byteLength
  for (const vector of vectors.values()) bytes += vector.byteLength
  return bytes
}
