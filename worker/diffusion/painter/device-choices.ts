import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const triedSchema = z.object({
  device: z.string(),
  /** It computed in float32 though it has float16. */
  float32: z.boolean().optional(),
  /** Of one UNet run at the model's own size, with guidance. */
  stepSeconds: z.number().optional(),
  /** Why it was not taken. */
  refused: z.string().optional(),
})
const choiceSchema = z.object({
  device: z.string(),
  /** It is to compute in float32 though it has float16. */
  float32: z.boolean().optional(),
  tried: z.array(triedSchema),
})
const keptSchema = z.record(z.string(), choiceSchema)

/** One device of a trial. */
export type TriedDevice = z.infer<typeof triedSchema>
/** What paints fastest, and what was tried for that. */
export type DeviceChoice = z.infer<typeof choiceSchema>

/** More than anybody has models and drivers; the oldest go. */
const mostKept = 100

/** Choices that were made before, by what they hang on, in `device-choices.json`. */
export class DeviceChoices {
  readonly #file: string

  constructor(folder: string) {
    this.#file = join(folder, 'device-choices.json')
  }

  async find(hangsOn: readonly string[]): Promise<DeviceChoice | undefined> {
    return (await this.#read())[keyOf(hangsOn)]
  }

  /** Where the file can't be written nothing is kept: the next start tries again. */
  async keep(hangsOn: readonly string[], choice: DeviceChoice): Promise<void> {
    const { [keyOf(hangsOn)]: _, ...others } = await this.#read()
    const kept = Object.fromEntries([...Object.entries(others).slice(1 - mostKept), [keyOf(hangsOn), choice]])
    const draft = `${this.#file}.${process.pid}.tmp`
    try {
      await mkdir(join(this.#file, '..'), { recursive: true })
      await writeFile(draft, JSON.stringify(kept, undefined, 2))
      await rename(draft, this.#file)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }

  /** What is missing or damaged holds nothing. */
  async #read(): Promise<z.infer<typeof keptSchema>> {
    const text = await readFile(this.#file, 'utf8').catch(() => '{}')
    try {
      return keptSchema.parse(JSON.parse(text))
    } catch {
      return {}
    }
  }
}

function keyOf(hangsOn: readonly string[]): string {
  return createHash('sha256').update(hangsOn.join('\n')).digest('hex').slice(0, 16)
}
