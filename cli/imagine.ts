/** `npm run imagine`: paints without Discord. Exit status: 0, 2 for a request that can't be painted, 1 for a failure. */
import { readFile } from 'node:fs/promises'
import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { createEngine } from '#diffusion/engine.ts'
import { modelHash } from '#diffusion/model-hash.ts'
import { PaintError } from '#diffusion/errors.ts'
import { dryRun } from './dry-run.ts'
import { parseCommandLine, parseImagineOptions, type ImagineCommand } from './imagine-options.ts'
import { paintRequest } from './paint-request.ts'
import { progressBar } from './progress-bar.ts'
import { resolveRequest } from './resolve-request.ts'
import { timedSessions } from './timed-sessions.ts'

process.exitCode = await main(process.argv.slice(2)).catch(report)

async function main(argv: string[]): Promise<number> {
  const command = parseCommandLine(argv)
  if (!command) return 0
  const { device, model, modelsDir } = loadConfig(process.env)
  const painter = createRequestPainter(command, command.device ?? device, { model, modelsDir })
  try {
    if (command.requests === undefined) {
      await painter.paint(command.request)
      return 0
    }
    return await paintLines(command, command.requests, painter.paint)
  } finally {
    await painter.close()
  }
}

/** Every line is painted, in order, whatever became of those before it. */
async function paintLines(
  { json, request }: ImagineCommand,
  file: string,
  paint: (request: Record<string, unknown>) => Promise<void>,
): Promise<number> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PersonError('usage', `--requests: ${file} can't be read.`, { cause })
  })
  let status = 0
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    try {
      await paint({ ...request, ...parseLine(line) })
    } catch (error) {
      status = 1
      const message = messageOf(error)
      console.error(`${file}:${index + 1}: ${message}`)
      if (json) console.log(JSON.stringify({ line: index + 1, error: message }))
    }
  }
  return status
}

function parseLine(line: string): object {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (cause) {
    throw new PersonError('usage', 'This line is not JSON.', { cause })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new PersonError('usage', 'This line is not a JSON object.')
}

/** Paints requests one after the other with one engine, so that each model is loaded once. */
function createRequestPainter(
  { json }: ImagineCommand,
  device: string,
  defaults: { model: string; modelsDir: string },
) {
  const sessions = timedSessions()
  let engine: ReturnType<typeof createEngine> | undefined
  const hashes = new Map<string, string>()

  const paint = async (raw: Record<string, unknown>): Promise<void> => {
    const options = parseImagineOptions(raw)
    const resolved = await resolveRequest(options, defaults)
    for (const note of resolved.notes) console.error(note)
    if (options['dry-run']) {
      const plan = await dryRun(options, resolved, device)
      console.log(json ? JSON.stringify(plan) : JSON.stringify(plan, undefined, 2))
      return
    }
    engine ??= createEngine({ device, openSession: sessions.openSession })
    const { request, folder, files, latents, notes } = resolved
    const started = performance.now()
    const bar = progressBar(process.stderr.isTTY)
    let steps = 0
    sessions.take()
    const hash = hashes.get(folder.path) ?? (await modelHash(folder))
    hashes.set(folder.path, hash)
    try {
      const seeds = await paintRequest(engine.paint, resolved, hash, (progress) => {
        steps = progress.steps
        bar.show(progress)
      })
      bar.end()
      const parts = sessions.take()
      const seconds = { total: (performance.now() - started) / 1000, ...parts }
      if (!json) {
        for (const file of files) console.log(file)
        return
      }
      console.log(
        JSON.stringify({
          files,
          ...(latents !== undefined && { latents }),
          seed: request.seed,
          seeds,
          seconds,
          stepsPerSecond: steps / (parts['unet'] ?? NaN),
          model: folder.path,
          modelHash: hash,
          notes,
        }),
      )
    } finally {
      bar.end()
    }
  }
  return { paint, close: async () => engine?.close() }
}

function report(error: unknown): number {
  console.error(messageOf(error))
  if (error instanceof PaintError) return error.code === 'painter_lost' ? 1 : 2
  return error instanceof PersonError ? 2 : 1
}

function messageOf(error: unknown): string {
  if (error instanceof PaintError || error instanceof PersonError) return error.message
  return `This should not have happened: ${error instanceof Error ? error.message : String(error)}`
}
