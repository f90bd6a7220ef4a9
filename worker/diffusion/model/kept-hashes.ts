import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'

/** Hashes by folder, each with the state (names, sizes, times of its files) that it was made of. */
const keptSchema = z.record(z.string(), z.object({ state: z.string(), hash: z.string() }))
type Kept = z.infer<typeof keptSchema>

/** The hash of a folder in this state, if `file` knows it. */
export async function keptHash(file: string, folder: string, state: string): Promise<string | undefined> {
  const known = (await read(file))[folder]
  return known?.state === state ? known.hash : undefined
}

/** Where the file can't be written (a read-only disk), nothing is kept: the next start hashes again. */
export async function keepHash(file: string, folder: string, state: string, hash: string): Promise<void> {
  const kept = { ...(await read(file)), [folder]: { state, hash } }
  const draft = `${file}.${process.pid}.tmp`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(draft, JSON.stringify(kept, undefined, 2))
    await rename(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** A missing or damaged file holds no hashes. */
async function read(file: string): Promise<Kept> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return keptSchema.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
