import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { z } from 'zod'

/** What stands beside a model file about it, as A1111 and Civitai's downloaders leave it there. */
export interface AboutFile {
  /** Trigger words; empty where nobody wrote any. */
  readonly words: string
  /** The weight that its author or owner recommends. */
  readonly weight?: number
  /** A picture. */
  readonly preview?: string
}

/** `NAME.json`: what A1111's own editor of metadata writes. */
const userMetadata = z.looseObject({
  'activation text': z.string().optional(),
  'preferred weight': z.number().optional(),
})
/** `NAME.civitai.info`: the site's answer about the file. */
const civitaiInfo = z.looseObject({ trainedWords: z.array(z.string()).nullish() })

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
    // A1111's editor writes 0 where nobody chose one.
    ...(weight !== undefined && weight !== 0 && { weight }),
    ...(preview !== undefined && { preview: join(folder, name + preview) }),
  }
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
