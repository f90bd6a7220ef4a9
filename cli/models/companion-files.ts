import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve, sep } from 'node:path'
import { PaintError } from '#diffusion/errors.ts'
import { readEmbedding } from '#diffusion/embeddings/read-embedding.ts'
import { parseLoraKey } from '#diffusion/lora/lora-key.ts'
import { notALora } from '#diffusion/lora/not-a-lora.ts'
import { readVaeFile } from '#diffusion/model/checkpoint-files.ts'
import { readSafetensors } from '#diffusion/safetensors/safetensors-file.ts'

/** The folders of the models folder whose files are used beside a model. */
const folders = { lora: 'loras', vae: 'vae', embedding: 'embeddings' } as const
export type CompanionKind = keyof typeof folders
const kinds: readonly CompanionKind[] = ['lora', 'vae', 'embedding']
const endings: Record<CompanionKind, readonly string[]> = {
  lora: ['.safetensors'],
  vae: ['.safetensors'],
  embedding: ['.safetensors', '.pt', '.bin'],
}

/** A LoRA, VAE or embedding. */
export interface CompanionFile {
  kind: CompanionKind
  name: string
  path: string
  bytes: number
  /** "48 layers", "4 vectors of 768"; empty where it can't be used. */
  holds: string
  /** Why it can't be used. */
  problem?: string
}

/** All companion files, by kind and name. Of each only the header is read; embeddings, which are small, are read whole. */
export async function findCompanions(modelsDir: string): Promise<CompanionFile[]> {
  const found: CompanionFile[] = []
  for (const kind of kinds) {
    const folder = join(modelsDir, folders[kind])
    const names = await readdir(folder, { recursive: true }).catch(() => [])
    const files = names
      .filter((name) => !basename(name).startsWith('.') && endings[kind].includes(extname(name)))
      .toSorted((a, b) => a.localeCompare(b))
    for (const name of files) {
      const companion = await readCompanion(kind, join(folder, name))
      if (companion) found.push(companion)
    }
  }
  return found
}

/** The companion file that a name or a path means; undefined where there is none. */
export async function companionNamed(
  nameOrPath: string,
  modelsDir: string,
): Promise<CompanionFile | undefined> {
  const path = resolve(nameOrPath)
  const all = await findCompanions(modelsDir)
  const known = all.find((one) => one.name === nameOrPath || resolve(one.path) === path)
  if (known) return known
  // A file elsewhere is what the name of its folder says.
  const kind = kinds.find((kind) => dirname(path).split(sep).at(-1) === folders[kind])
  return kind && endings[kind].includes(extname(path)) ? readCompanion(kind, path) : undefined
}

async function readCompanion(kind: CompanionKind, path: string): Promise<CompanionFile | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const name = basename(path, extname(path))
  const file = { kind, name, path, bytes: found.size }
  try {
    return { ...file, holds: await contentsOf(kind, name, path) }
  } catch (error) {
    if (!(error instanceof PaintError)) throw error
    return { ...file, holds: '', problem: error.message }
  }
}

/** @throws PaintError where it can't be used */
async function contentsOf(kind: CompanionKind, name: string, path: string): Promise<string> {
  switch (kind) {
    case 'lora': {
      const file = await readSafetensors(path)
      const other = notALora(file)
      if (other !== undefined) throw new PaintError('bad_model', `${path} ${other}.`)
      const layers = new Set([...file.tensors.keys()].flatMap((key) => parseLoraKey(key)?.module ?? []))
      if (layers.size === 0) throw new PaintError('bad_model', `${path} is no LoRA: it changes no layer.`)
      return `${layers.size} layers`
    }
    case 'vae':
      await readVaeFile(path)
      return ''
    case 'embedding': {
      const { vectors, width } = await readEmbedding(name, path)
      return `${vectors} ${vectors === 1 ? 'vector' : 'vectors'} of ${width}`
    }
  }
}

const shownKinds: Record<CompanionKind, string> = { lora: 'LoRA', vae: 'VAE', embedding: 'embedding' }

/** One line, as of models. */
export function companionLine(
  { kind, name, bytes, holds, problem, path }: CompanionFile,
  size: string,
): string {
  const what = shownKinds[kind]
  if (problem !== undefined)
    return `  ${name}  ${what}, can't be used: ${problem.replaceAll(path, basename(path))}`
  return [`  ${name}`, what, ...(holds === '' ? [] : [holds]), ...(bytes > 0 ? [size] : [])].join('  ')
}
