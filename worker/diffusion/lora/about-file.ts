import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { z } from 'zod'

/** What stands beside a model file about it, as A1111 and Civitai's downloaders leave it there. */
export interface AboutFile {
  /** Trigger words; empty where nobody wrote any. */
  readonly words: string
  /** The weight that its author or owner recommends. */
  readonly weight?: number
  /** What its owner or author says of it, as plain text in one line; empty where nobody says anything. */
  readonly about: string
  /** A picture. */
  readonly preview?: string
  /** What it is best painted with, as far as anybody says so: a checkpoint's examples on its site. */
  readonly settings: RecommendedSettings
}

export interface RecommendedSettings {
  readonly steps?: number
  readonly guidance?: number
  /** As other tools call it ("DPM++ 2M Karras"). */
  readonly sampler?: string
}

/** `NAME.json`: what A1111's own editor of metadata writes. */
const userMetadata = z.looseObject({
  'activation text': z.string().optional(),
  'preferred weight': z.number().optional(),
  description: z.string().optional().catch(undefined),
  notes: z.string().optional().catch(undefined),
})
/** How an example of a site was painted; what can't be so is not believed. */
const exampleSettings = z.looseObject({
  steps: z.int().min(1).max(150).optional().catch(undefined),
  cfgScale: z.number().min(0).max(30).optional().catch(undefined),
  sampler: z.string().max(60).optional().catch(undefined),
})
/** `NAME.civitai.info`: the site's answer about the file. */
const civitaiInfo = z.looseObject({
  trainedWords: z.array(z.string()).nullish(),
  /** HTML. */
  description: z.string().nullish().catch(undefined),
  images: z
    .array(z.looseObject({ meta: exampleSettings.nullish().catch(undefined) }))
    .nullish()
    .catch(undefined),
})

const previewEndings = [
  '.preview.png',
  '.preview.jpg',
  '.preview.jpeg',
  '.preview.webp',
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
]
/** Larger ones are no notes about a model. */
const textMaxBytes = 4_000_000

/**
 * Reads what lies beside a model file; what its owner wrote wins over the site's word, that over the file's own metadata.
 * @param metadata the file's own `__metadata__`
 */
export async function aboutFile(file: string, metadata?: ReadonlyMap<string, string>): Promise<AboutFile> {
  const folder = dirname(file)
  const name = basename(file, extname(file))
  const beside = new Set(await readdir(folder).catch(() => []))
  const read = async <Schema extends z.ZodType>(ending: string, schema: Schema) =>
    beside.has(name + ending) ? parsed(join(folder, name + ending), schema) : undefined
  const own = await read('.json', userMetadata)
  const site = await read('.civitai.info', civitaiInfo)
  const preview = previewEndings.find((ending) => beside.has(name + ending))
  const words =
    own?.['activation text'] ??
    site?.trainedWords?.map((word) => word.replace(/,\s*$/, '')).join(', ') ??
    metadata?.get('modelspec.trigger_phrase') ??
    ''
  const weight = own?.['preferred weight']
  return {
    words: words.trim(),
    about: plainLine(
      [own?.description, own?.notes, site?.description, metadata?.get('modelspec.description')].find(
        (one) => one !== undefined && one !== null && plainLine(one) !== '',
      ) ?? '',
    ),
    // A1111's editor writes 0 where nobody chose one.
    ...(weight !== undefined && weight !== 0 && { weight }),
    ...(preview !== undefined && { preview: join(folder, name + preview) }),
    settings: usualSettings((site?.images ?? []).flatMap(({ meta }) => (meta ? [meta] : []))),
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

/** Text without a site's markup. */
function plainLine(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(amp|lt|gt|quot|nbsp);|&#(\d{1,6});/g, (whole, name?: string, code?: string) =>
      name === undefined ? codePoint(Number(code), whole) : (entities[name] ?? whole),
    )
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function codePoint(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise
}

/** The numbers in the middle, and the commonest sampler. */
function usualSettings(examples: readonly z.infer<typeof exampleSettings>[]): RecommendedSettings {
  const steps = median(examples.flatMap(({ steps }) => steps ?? []))
  const guidance = median(examples.flatMap(({ cfgScale }) => cfgScale ?? []))
  const samplers = examples.flatMap(({ sampler }) => sampler ?? [])
  const count = (name: string) => samplers.filter((other) => other === name).length
  const sampler = samplers.toSorted((a, b) => count(b) - count(a))[0]
  return {
    ...(steps !== undefined && { steps }),
    ...(guidance !== undefined && { guidance }),
    ...(sampler !== undefined && { sampler }),
  }
}

/** One of the values. */
function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
}

async function parsed<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.infer<Schema> | undefined> {
  try {
    const text = await readFile(file, 'utf8')
    return text.length > textMaxBytes ? undefined : schema.safeParse(JSON.parse(text)).data
  } catch {
    // A damaged note says nothing.
    return undefined
  }
}
