import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { PaintError } from '#diffusion/errors.ts'
import { Recent } from '#diffusion/recent.ts'

/** What a CLIP tokenizer consists of, from whichever files the folder has. */
export interface Vocabulary {
  /** Token → id. */
  tokens: ReadonlyMap<string, number>
  /** Pairs of tokens, the most frequent first. */
  merges: readonly (readonly [string, string])[]
  /** The token that fills a prompt up to 77 ids; SD 1.5: `<|endoftext|>`, SD 2: `!`. */
  padToken: string
}

const tokenIds = z.record(z.string(), z.int().nonnegative())

const tokenizerJson = z.object({
  model: z.object({
    vocab: tokenIds,
    // tokenizers before 0.20 wrote "a b", later ones ["a", "b"].
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  }),
  added_tokens: z.array(z.object({ id: z.int().nonnegative(), content: z.string() })).default([]),
})

const padTokenSettings = z.object({
  pad_token: z
    .union([z.string(), z.object({ content: z.string() }).transform((token) => token.content)])
    .nullish(),
  added_tokens_decoder: z.unknown().optional(),
})

/** Nearly every model has CLIP's own vocabulary, and parsing it takes 0.3 s: by a hash of the files, the last ones are kept. */
const lately = new Recent<Words>(2)

type Words = Pick<Vocabulary, 'tokens' | 'merges'>

/**
 * Reads `vocab.json` + `merges.txt`, or else `tokenizer.json`, of a tokenizer folder.
 * Throws `PaintError` `bad_model` for a file that is missing or isn't what its name says.
 */
export async function readVocabulary(folder: string): Promise<Vocabulary> {
  const padToken = await readPadToken(folder)
  const vocab = await readText(folder, 'vocab.json')
  const merges = await readText(folder, 'merges.txt')
  if (vocab !== undefined && merges !== undefined) {
    const words = once(vocab, merges, () => ({
      tokens: new Map(Object.entries(parse(folder, 'vocab.json', vocab, tokenIds))),
      merges: mergeLines(merges).map((line) => pair(folder, 'merges.txt', line)),
    }))
    return { ...words, padToken }
  }
  const single = await readText(folder, 'tokenizer.json')
  if (single === undefined) {
    throw new PaintError(
      'bad_model',
      `${folder} has no tokenizer: put vocab.json and merges.txt, or tokenizer.json, into it.`,
    )
  }
  const { model, added_tokens } = parse(folder, 'tokenizer.json', single, tokenizerJson)
  return {
    tokens: new Map([
      ...Object.entries(model.vocab),
      ...added_tokens.map(({ content, id }): [string, number] => [content, id]),
    ]),
    merges: model.merges.map((merge) =>
      typeof merge === 'string' ? pair(folder, 'tokenizer.json', merge) : merge,
    ),
    padToken,
  }
}

function once(vocab: string, merges: string, read: () => Words): Words {
  const hash = createHash('sha256').update(vocab).update('\0').update(merges).digest('hex')
  const words = lately.get(hash) ?? read()
  lately.set(hash, words)
  return words
}

/**
 * As transformers: special_tokens_map.json wins over tokenizer_config.json, unless that is of the newer kind, which holds the
 * special tokens itself.
 */
async function readPadToken(folder: string): Promise<string> {
  const settings = async (file: string) => {
    const text = await readText(folder, file)
    return parse(folder, file, text ?? '{}', padTokenSettings)
  }
  const config = await settings('tokenizer_config.json')
  const map = config.added_tokens_decoder ? {} : await settings('special_tokens_map.json')
  return map.pad_token ?? config.pad_token ?? '<|endoftext|>'
}

async function readText(folder: string, file: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, file), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new PaintError('bad_model', `${join(folder, file)} can't be read: check the model folder.`, {
      cause: error,
    })
  }
}

function parse<T>(folder: string, file: string, text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new PaintError(
      'bad_model',
      `${join(folder, file)} is not a CLIP tokenizer's file: copy it from the model again.`,
      { cause },
    )
  }
}

/** The first line may be `#version: …`; the pair `# …` never occurs first. */
function mergeLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .filter((line, index) => line !== '' && !(index === 0 && line.startsWith('#version')))
}

function pair(folder: string, file: string, line: string): readonly [string, string] {
  const [first, second, ...rest] = line.split(' ')
  if (first === undefined || second === undefined || rest.length > 0) {
    throw new PaintError(
      'bad_model',
      `${join(folder, file)} is not a CLIP tokenizer's file: copy it from the model again.`,
    )
  }
  return [first, second]
}
