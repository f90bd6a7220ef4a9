import { Command } from 'commander'
import { z } from 'zod'
import type { Config } from '#core/config.ts'
import { findModel, readModel } from '#diffusion/model/read-model.ts'
import { findEmbeddings, type NamedEmbedding } from '#diffusion/prompt/embedding-names.ts'
import { planPrompt, type PlanOptions } from '#diffusion/prompt/plan-prompt.ts'
import { loadTokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import { type Machine, describeMachine } from './machine.ts'
import { measures } from './measures.ts'
import { percentile, sum } from './statistics.ts'

const optionsSchema = z.object({
  model: z.string(),
  strings: z.coerce.number().int().min(1),
  steps: z.coerce.number().int().min(1),
  json: z.boolean().default(false),
})

/** What is hard to read: brackets of every kind, marks, and few letters; the longest that Discord takes. */
const alphabets = [
  '()[]:,',
  '()[]:|,',
  '[]|',
  '[:05.]',
  '(:)1.',
  ':,',
  '()[]:|, ab01.',
  'abcdefghijklmnopqrstuvwxyz',
  '🔥',
]
const longest = 2000
const boundMs = 5
const repeats = 3
const seed = 42

interface PromptsMeasured {
  machine: Machine
  strings: number
  /** Processor time of one string, V8's helping threads included: other work on the machine makes it no longer than its caches do. */
  ms: { mean: number; p50: number; p99: number; longest: number }
  /** Strings that took longer than `boundMs`, and in each of `repeats` more readings, too: no pause of V8's. */
  over: number
  mostChunks: number
}

/** `npm run bench -- prompts`: the processor time that reading random prompts of brackets, colons and commas takes. */
export function promptsCommand(config: Config): Command {
  const command = new Command('prompts')
    .description('time to read random prompts of brackets, colons and commas, up to 2,000 characters long')
    .option('--model <name|dir>', 'a folder of MODELS_DIR, or any folder: its tokenizer', config.model)
    .option('--strings <n>', 'prompts', '100000')
    .option('--steps <n>', 'steps of a picture', '20')
  return measures(command, optionsSchema, (options) => measurePrompts(options, config.modelsDir), promptsText)
}

async function measurePrompts(
  { model, strings, steps }: z.infer<typeof optionsSchema>,
  modelsDir: string,
): Promise<PromptsMeasured> {
  const folder = await readModel(findModel(model, modelsDir))
  const { ids, decode, special } = await loadTokenizer(folder.path)
  const options: PlanOptions<NamedEmbedding> = {
    steps: { steps },
    emphasis: 'original',
    encode: ids,
    decode,
    special,
    find: findEmbeddings([{ name: 'dragonstyle', vectors: 1 }], ids),
  }
  const random = mulberry32(seed)
  const times: number[] = []
  let over = 0
  let mostChunks = 0
  for (let i = 0; i < strings; i++) {
    const characters = Array.from(alphabets[i % alphabets.length] ?? '')
    const length = Math.ceil(random() * (longest / (characters[0]?.length ?? 1)))
    const prompt = Array.from({ length }, () => characters[Math.floor(random() * characters.length)]).join('')
    const { ms, parts } = timed(prompt, options)
    times.push(ms)
    const again = ms > boundMs ? Array.from({ length: repeats }, () => timed(prompt, options).ms) : [ms]
    if (Math.min(...again) > boundMs) over += 1
    const chunks = parts.flatMap(({ texts }) => texts.map((text) => text.chunks.length))
    mostChunks = Math.max(mostChunks, sum(chunks))
  }
  return {
    machine: describeMachine(),
    strings,
    ms: {
      mean: sum(times) / times.length,
      p50: percentile(times, 0.5),
      p99: percentile(times, 0.99),
      longest: percentile(times, 1),
    },
    over,
    mostChunks,
  }
}

function timed(prompt: string, options: PlanOptions<NamedEmbedding>) {
  const before = process.cpuUsage()
  const { parts } = planPrompt(prompt, options)
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, parts }
}

/** The same strings each time (Tommy Ettinger's generator, 32 bits of state). */
function mulberry32(state: number): () => number {
  let at = state
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let t = Math.imul(at ^ (at >>> 15), 1 | at)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function promptsText({ machine, strings, ms, over, mostChunks }: PromptsMeasured): string {
  const shown = (value: number) => `${value.toFixed(2)} ms`
  return [
    `${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(1)}, Node ${machine.node}`,
    `${strings} prompts, processor time: mean ${shown(ms.mean)}, p50 ${shown(ms.p50)}, p99 ${shown(ms.p99)}, longest ${shown(ms.longest)}`,
    `${over} of them take more than ${boundMs} ms each time they are read`,
    `chunks of one prompt together: ${mostChunks} at most`,
  ].join('\n')
}
