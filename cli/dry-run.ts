import { dirname } from 'node:path'
import { cutNotes } from '#diffusion/engine/cut-notes.ts'
import { readPrompts } from '#diffusion/engine/read-prompts.ts'
import type { Embedding } from '#diffusion/embeddings/read-embedding.ts'
import type { ModelFiles } from '#diffusion/model/model-files.ts'
import { noteSentence } from '#diffusion/note-sentence.ts'
import type { PromptPlan } from '#diffusion/prompt/plan-prompt.ts'
import { createScheduler } from '#diffusion/schedulers/create-scheduler.ts'
import { loadTokenizer, type Tokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import { writeConditioning } from './conditioning-file.ts'
import type { ImagineOptions } from './imagine-options.ts'
import { promptPlan } from './prompt-plan.ts'
import type { ResolvedRequest } from './resolve-request.ts'

export type TokenizerOf = (model: ModelFiles) => Promise<Tokenizer>

/** Each model's tokenizer is read once. */
export function tokenizers(): TokenizerOf {
  const read = new Map<string, Promise<Tokenizer>>()
  return ({ tokenizer: path }) => {
    const tokenizer = read.get(path) ?? loadTokenizer(dirname(path))
    read.set(path, tokenizer)
    return tokenizer
  }
}

/** The request as it would be painted: every resolved value under its option's name, and how the tokenizer reads the prompts. */
export async function dryRun(
  options: ImagineOptions,
  resolved: ResolvedRequest,
  device: string,
  tokenizerOf: TokenizerOf,
) {
  const { request, model, files, latents } = resolved
  const tokenizer = await tokenizerOf(model)
  const { notes, ...read } = request.a1111
    ? await readAsA1111(tokenizer, options, resolved, device)
    : readPlainly(tokenizer, resolved)
  return {
    prompt: request.prompt,
    'negative-prompt': request.negativePrompt,
    model: request.model,
    vae: request.vae ?? null,
    steps: request.steps,
    guidance: request.guidance,
    width: request.width,
    height: request.height,
    seed: request.seed,
    scheduler: request.scheduler,
    speed: request.speed,
    count: request.count,
    'clip-skip': request.clipSkip + 1,
    'prompt-syntax': request.a1111 ? 'a1111' : 'plain',
    emphasis: request.a1111?.emphasis ?? null,
    'embeddings-folder': request.a1111?.embeddings ?? null,
    rng: request.rng,
    device,
    image: options.image ?? null,
    strength: request.start?.strength ?? null,
    mask: options.mask ?? null,
    files,
    latents: latents ?? null,
    notes: [...new Set(notes)],
    ...read,
  }
}

function readPlainly(tokenizer: Tokenizer, { request, notes }: ResolvedRequest) {
  const prompt = tokenizer.encode(request.prompt)
  const negative = tokenizer.encode(request.negativePrompt)
  return {
    notes: [...notes, ...cutNotes(tokenizer, request).map(noteSentence)],
    tokens: prompt.ids,
    truncated: prompt.truncated,
    'negative-tokens': negative.ids,
    'negative-truncated': negative.truncated,
  }
}

async function readAsA1111(
  tokenizer: Tokenizer,
  { conditioning }: ImagineOptions,
  { request, model, notes }: ResolvedRequest,
  device: string,
) {
  const { steps, scheduler: slug, a1111, start } = request
  const scheduler = createScheduler(slug, model.schedulerConfig, steps, start)
  const read = await readPrompts(
    tokenizer,
    { ...request, steps: { steps: steps * scheduler.order } },
    a1111 ?? { emphasis: 'original' },
  )
  const file =
    conditioning === undefined ? null : await writeConditioning(conditioning, request, read, device)
  return {
    notes: [...notes, ...read.notes.map(noteSentence)],
    embeddings: read.embeddings,
    conditioning: file,
    tokens: firstIds(read.prompt),
    truncated: leftOut(read.prompt),
    'negative-tokens': firstIds(read.negative),
    'negative-truncated': leftOut(read.negative),
    ...promptPlan(read, scheduler.timesteps.length),
  }
}

/** The 77 token ids of a text that fits one chunk. */
function firstIds({ parts: [part] }: PromptPlan<Embedding>): number[] {
  return part?.texts[0]?.chunks[0]?.ids ?? []
}

function leftOut({ remarks }: PromptPlan<Embedding>): string | null {
  return remarks.find((remark) => remark.kind === 'text_left')?.text ?? null
}
