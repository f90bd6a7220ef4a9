import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Interaction } from '#discord-emulator/interactions/interaction.ts'
import type { StoredFile, StoredMessage } from '#discord-emulator/world/records.ts'

export type KeptMessage = Omit<StoredMessage, 'files'> & { files: Omit<StoredFile, 'bytes'>[] }
export type KeptInteraction = Omit<Interaction, 'cancelTimeout'>

/** One line of the journal; the latest of an id counts. */
export type JournalLine = { message: KeptMessage } | { gone: string } | { interaction: KeptInteraction }

const journalLine = z.union([
  z.object({ message: z.looseObject({ id: z.string(), channelId: z.string() }) }),
  z.object({ gone: z.string() }),
  z.object({ interaction: z.looseObject({ id: z.string(), token: z.string(), createdAt: z.number() }) }),
])

/**
 * What was said, a line of JSON each, in `journal-1.jsonl`; the messages' files beside it, under their ids. Lines are
 * written at once, before the client hears that its call was done: a `kill -9` then loses nothing that was promised.
 * (After a power cut the last ones may be missing.)
 */
export class Journal {
  readonly #path: string
  readonly #files: string

  constructor(folder: string) {
    // The number is the format's: another one begins anew.
    this.#path = join(folder, 'journal-1.jsonl')
    this.#files = join(folder, 'files')
    mkdirSync(this.#files, { recursive: true })
  }

  read(): JournalLine[] {
    if (!existsSync(this.#path)) return []
    return readFileSync(this.#path, 'utf8')
      .split('\n')
      .flatMap((line) => readLine(line))
  }

  append(lines: readonly JournalLine[]): void {
    appendFileSync(this.#path, asText(lines))
  }

  /** Nothing but these lines from now on. */
  rewrite(lines: readonly JournalLine[]): void {
    const partial = `${this.#path}.new`
    writeFileSync(partial, asText(lines))
    renameSync(partial, this.#path)
  }

  hasFile(id: string): boolean {
    return existsSync(join(this.#files, id))
  }

  writeFile(id: string, bytes: Buffer): void {
    writeFileSync(join(this.#files, id), bytes)
  }

  readFile(id: string): Buffer | undefined {
    return this.hasFile(id) ? readFileSync(join(this.#files, id)) : undefined
  }

  removeFile(id: string): void {
    rmSync(join(this.#files, id), { force: true })
  }

  fileIds(): string[] {
    return readdirSync(this.#files)
  }
}

/** The line, or nothing for one that a kill cut off. */
function readLine(line: string): JournalLine[] {
  if (line === '') return []
  try {
    const value: unknown = JSON.parse(line)
    // The rest of a line is as this program wrote it: the format's number in the file's name says so.
    return journalLine.safeParse(value).success ? [value as JournalLine] : []
  } catch {
    return []
  }
}

function asText(lines: readonly JournalLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}
