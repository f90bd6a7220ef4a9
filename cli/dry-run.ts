import { loadTokenizer } from '#diffusion/tokenizer/tokenizer.ts'
import type { ImagineOptions } from './imagine-options.ts'
import type { ResolvedRequest } from './resolve-request.ts'

/** What would be painted: every resolved value under its option's name, and how the tokenizer reads the prompts. */
export async function dryRun(
  options: ImagineOptions,
  { request, files, latents, notes }: ResolvedRequest,
  device: string,
) {
  const tokenizer = await loadTokenizer(request.model)
  const prompt = tokenizer.encode(request.prompt)
  const negative = tokenizer.encode(request.negativePrompt)
  return {
    prompt: request.prompt,
    'negative-prompt': request.negativePrompt,
    model: request.model,
    steps: request.steps,
    guidance: request.guidance,
    width: request.width,
    height: request.height,
    seed: request.seed,
    scheduler: request.scheduler,
    count: request.count,
    'clip-skip': request.clipSkip,
    rng: request.rng,
    device,
    image: options.image ?? null,
    strength: request.start?.strength ?? null,
    mask: options.mask ?? null,
    files,
    latents: latents ?? null,
    notes,
    tokens: prompt.ids,
    truncated: prompt.truncated,
    'negative-tokens': negative.ids,
    'negative-truncated': negative.truncated,
  }
}
