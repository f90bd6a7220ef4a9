import type { Command } from 'commander'
import type { z } from 'zod'
import { PersonError } from '#core/errors.ts'

/** The model of benchmarks that measure our own work: its speed does not matter, and it comes with the tests. */
export const tinyModel = 'test/fixtures/diffusers/model'

export function withDevice(command: Command, usual: string): Command {
  return command.option('--device <name>', 'auto, cpu, webgpu, cuda, cuda:1, tensorrt, dml, coreml', usual)
}

/**
 * Options as they were given. @throws PersonError `usage` that names the first that is wrong
 */
export function parseOptions<Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PersonError('usage', `--${String(issue?.path[0])} is wrong: ${issue?.message}.`)
}

/** What a command measures is printed as text, or with `--json` as one JSON object. */
export function measures<Options extends { json: boolean }, Measured>(
  command: Command,
  schema: z.ZodType<Options>,
  measure: (options: Options) => Promise<Measured>,
  textOf: (measured: Measured) => string,
): Command {
  return command.option('--json', 'one JSON object').action(async (given: unknown) => {
    const options = parseOptions(schema, given)
    const measured = await measure(options)
    console.log(options.json ? JSON.stringify(measured) : textOf(measured))
  })
}
