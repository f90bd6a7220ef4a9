import { readFile } from 'node:fs/promises'
import { loadConfig } from '#core/config.ts'
import { decodeText } from '#core/decode-text.ts'
import { PersonError } from '#core/errors.ts'
import { PaintError } from '#diffusion/errors.ts'
import { parseWrittenJson } from '#store/settings/written-json.ts'
import { parseCommandLine, type ImagineCommand } from './imagine-options.ts'
import { createImaginer, type Imagine } from './imaginer.ts'
import { jsonLine } from './json-line.ts'
import type { Terminal } from './terminal.ts'

/** @returns the exit status: 0, 2 for a request that can't be painted as it stands, 1 for a failure */
export async function runImagine(argv: string[], terminal: Terminal): Promise<number> {
  try {
    const command = parseCommandLine(argv, terminal.print)
    if (!command) return 0
    const config = loadConfig(terminal.env)
    const imaginer = createImaginer(config, command.json, terminal)
    try {
      if (command.requests !== undefined)
        return await imagineLines(command, command.requests, imaginer.imagine, terminal)
      await imaginer.imagine(command.request)
      return 0
    } finally {
      await imaginer.close()
    }
  } catch (error) {
    terminal.say(messageOf(error))
    return isPersons(error) ? 2 : 1
  }
}

/** Every line is painted, in order, whatever became of those before it. */
async function imagineLines(
  { json, request }: ImagineCommand,
  file: string,
  imagine: Imagine,
  { print, say }: Terminal,
): Promise<number> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new PersonError('usage', `--requests: ${file} can't be read.`, { cause })
  })
  let status = 0
  for (const [index, line] of decodeText(bytes).split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      await imagine({ ...request, ...parseLine(line) })
    } catch (error) {
      status = 1
      const message = messageOf(error)
      say(`${file}:${index + 1}: ${message}`)
      if (json) print(jsonLine({ line: index + 1, error: message }))
    }
  }
  return status
}

function parseLine(line: string): object {
  // Seeds up to 2^64 are told as they were written.
  const value = parseWrittenJson(line)
  if (value === undefined) throw new PersonError('usage', 'This line is not JSON.')
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new PersonError('usage', 'This line is not a JSON object.')
}

/** Errors that the person at the command line can put right; all others are bugs. */
function isPersons(error: unknown): boolean {
  if (error instanceof PaintError) return error.code !== 'painter_lost'
  return error instanceof PersonError && error.code !== 'not_written'
}

function messageOf(error: unknown): string {
  if (error instanceof PaintError || error instanceof PersonError) return error.message
  return `This should not have happened: ${error instanceof Error ? error.message : String(error)}`
}
