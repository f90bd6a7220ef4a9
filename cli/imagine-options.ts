import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { PersonError } from '#core/errors.ts'
import { maxSeed } from '#core/generation.ts'
import { defaultSpeed, speeds } from '#core/speeds.ts'
import { schedulerNames } from '#diffusion/schedulers/slugs.ts'

/** A value from the command line is text, one from a line of JSON has its type already. */
const number = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value),
  z.custom<number>((value) => typeof value === 'number' && !Number.isNaN(value), 'must be a number'),
)
/** A whole number that a double would round stays a text, so that it is refused as it was typed. */
const isRounded = (text: string) => /^\s*\d+\s*$/.test(text) && !Number.isSafeInteger(Number(text))
const seed = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() !== '' && !isRounded(value) ? Number(value) : value),
  z.custom<number>(
    (value) => typeof value === 'number' && !Number.isNaN(value),
    'must be a whole number from 0 to 2^53 − 1',
  ),
)
const text = z.string('must be a text')
const file = text.min(1, 'must name a file')
const slugs = Object.keys(schedulerNames).filter(
  (slug): slug is keyof typeof schedulerNames => slug in schedulerNames,
)

/** One request, as given: a line of `--requests`, or the command line itself. Keys are the long option names. */
export const imagineOptionsSchema = z.strictObject({
  prompt: text,
  'negative-prompt': text.default(''),
  model: text.min(1, 'must name a model').optional(),
  vae: text.min(1, 'must name a VAE').optional(),
  steps: number.optional(),
  guidance: number.optional(),
  width: number.optional(),
  height: number.optional(),
  seed: seed.optional(),
  scheduler: z.enum(slugs, `must be one of ${slugs.join(', ')}`).optional(),
  count: number.default(1),
  speed: z.enum(speeds, `must be one of ${speeds.join(', ')}`).default(defaultSpeed),
  'prompt-syntax': z.enum(['a1111', 'plain'], 'must be a1111 or plain').default('a1111'),
  emphasis: z
    .enum(['original', 'no-norm', 'ignore', 'none'], 'must be original, no-norm, ignore or none')
    .default('original'),
  'clip-skip': number.default(1),
  embeddings: text.min(1, 'must name a folder').optional(),
  conditioning: file.regex(/\.npy$/i, 'must end in .npy').optional(),
  lora: z.union([text, z.array(text)], 'must name LoRAs').optional(),
  image: file.optional(),
  strength: number.optional(),
  mask: file.optional(),
  rng: z.enum(['torch', 'philox'], 'must be torch or philox').default('torch'),
  out: file.regex(/\.png$/i, 'must end in .png').optional(),
  latents: file.regex(/\.npy$/i, 'must end in .npy').optional(),
  device: text.optional(),
  json: z.boolean('must be true or false').optional(),
  'dry-run': z.boolean('must be true or false').default(false),
})
export type ImagineOptions = z.infer<typeof imagineOptionsSchema>

/** Options of the whole run of the command. */
export interface ImagineCommand {
  json: boolean
  requests?: string
  /** The options of the request, or those that every line of `--requests` starts from; not checked yet. */
  request: Record<string, unknown>
}

/** @throws PersonError `usage` with one sentence; help and version print themselves and give undefined. */
export function parseCommandLine(argv: string[], print: (line: string) => void): ImagineCommand | undefined {
  const command = new Command('imagine')
    .description('Paints pictures without Discord.')
    .option('--prompt <text>', 'what to paint')
    .option('--negative-prompt <text>', 'what to keep away from')
    .option('--model <name|path>', 'a folder or .safetensors checkpoint of MODELS_DIR, or any')
    .option('--vae <name|file>', 'a .safetensors VAE of MODELS_DIR/vae, or any, instead of the model’s own')
    .option('--steps <n>', 'inference steps')
    .option('--guidance <f>', 'guidance scale; 1 and below paint without the unconditional half')
    .option('--width <n>', 'pixels')
    .option('--height <n>', 'pixels')
    .option('--seed <n>', `0 to ${maxSeed}; a random one by default`)
    .option('--scheduler <slug>', slugs.join(', '))
    .option(
      '--speed <name>',
      'exact (all of the work, the default), fast (half of it) or draft (a third), for nearly the same picture',
    )
    .option('--count <n>', 'how many pictures, with seeds counting up')
    .option(
      '--prompt-syntax <name>',
      'a1111 (weights, schedules, AND, embeddings; the default) or plain (as diffusers, cut at 77 tokens)',
    )
    .option('--emphasis <name>', 'how weights work: original, no-norm, ignore, or none (not read)')
    .option('--clip-skip <n>', '1 takes the text encoder’s last layer, 2 the one before')
    .option('--embeddings <dir>', 'textual inversions; those in embeddings/ of MODELS_DIR by default')
    .option(
      '--conditioning <file.npy>',
      'with --dry-run: what the prompt’s first part is encoded to, float32',
    )
    .option(
      '--lora <name|file[:weight[:text-weight]]>',
      'a file of loras/ in MODELS_DIR, or any file; may be given several times',
      (value: string, before: string[] | undefined) => [...(before ?? []), value],
    )
    .option('--image <file>', 'start image')
    .option('--strength <f>', 'how much of the start image is painted over, 0 to 1')
    .option('--mask <file>', 'repaint only where this is white')
    .option('--rng <name>', 'torch (as on its CPU) or philox (as on CUDA)')
    .option('--device <name>', 'auto, cpu, webgpu, cuda, cuda:1, tensorrt, dml, coreml')
    .option('--out <file.png>', 'with --count, -0, -1 … stand before the extension')
    .option('--latents <file.npy>', 'the final latents, float32')
    .option('--requests <file.jsonl>', 'one JSON object a line, with these options as keys')
    .option('--dry-run', 'tell what would be painted')
    .option('--json', 'one JSON object a request on stdout')
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => print(text.trimEnd()), writeErr: () => {} })
  try {
    command.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    throw new PersonError('usage', `${sentence(error.message)} See --help.`)
  }
  const { json, requests, ...request } = Object.fromEntries(
    // Commander makes camel case of them: back to the names that people typed.
    Object.entries(command.opts<Record<string, unknown>>()).map(([name, value]) => [
      name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
      value,
    ]),
  )
  return {
    json: json === true,
    ...(typeof requests === 'string' && { requests }),
    request,
  }
}

/** @throws PersonError `usage` naming the option */
export function parseImagineOptions(raw: unknown): ImagineOptions {
  const parsed = imagineOptionsSchema.safeParse(raw)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (issue?.code === 'unrecognized_keys') {
    throw new PersonError('usage', `There is no option ${issue.keys.map((key) => `--${key}`).join(', ')}.`)
  }
  const name = String(issue?.path[0] ?? '')
  const given =
    typeof raw === 'object' && raw !== null
      ? Object.entries(raw).find(([key]) => key === name)?.[1]
      : undefined
  if (name === '') throw new PersonError('usage', 'A request must be a JSON object.')
  if (given === undefined) throw new PersonError('usage', `--${name} is missing.`)
  const shown = typeof given === 'string' && isRounded(given) ? given.trim() : JSON.stringify(given)
  throw new PersonError('usage', `--${name} ${issue?.message ?? 'is wrong'}, not ${shown}.`)
}

function sentence(message: string): string {
  const bare = message.replace(/^error: /, '')
  return `${bare.charAt(0).toUpperCase()}${bare.slice(1)}${bare.endsWith('.') ? '' : '.'}`
}
