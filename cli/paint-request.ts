import { schedulerNames } from '#diffusion/schedulers/slugs.ts'
import type { Paint, PaintRequest, Picture, Progress, UsedEmbedding } from '#diffusion/contract.ts'
import { writeNpy } from '#diffusion/npy.ts'
import { encodePng } from '#store/png/encode-png.ts'
import { loraHashes } from '#store/png/lora-text.ts'
import { emphasisNames, parametersText, samplerOf } from '#store/png/parameters-text.ts'
import type { ResolvedRequest } from './resolve-request.ts'
import { writeResult } from './write-result.ts'

/** What the engine told of a request's pictures. */
export interface PaintedRequest {
  seeds: number[]
  notes: readonly string[]
  embeddings: readonly UsedEmbedding[]
}

/** Paints one request and writes its files. */
export async function paintRequest(
  paint: Paint,
  { request, files, latents, model, promptText, loras }: ResolvedRequest,
  hashes: { model: Promise<string>; loras: readonly string[] },
  onProgress: (progress: Progress) => void,
): Promise<PaintedRequest> {
  const pictures: Picture[] = []
  for await (const event of paint(request)) {
    if (event.kind === 'progress') onProgress(event)
    else pictures.push(event)
  }
  for (const [index, picture] of pictures.entries()) {
    const text = describe({ ...request, prompt: promptText }, picture, model.name, {
      modelHash: await hashes.model,
      loraHashes: loraHashes(loras.map(({ name }, i) => ({ name, hash: hashes.loras[i] ?? '' }))),
    })
    await writeResult(files[index] ?? '', await encodePng(picture.image, { parametersText: text }))
  }
  if (latents !== undefined) {
    const size = pictures[0]?.latents.length ?? 0
    const data = new Float32Array(pictures.length * size)
    for (const [index, picture] of pictures.entries()) data.set(picture.latents, index * size)
    const { vaeScale } = model
    const dims = [pictures.length, 4, request.height / vaeScale, request.width / vaeScale]
    await writeResult(latents, writeNpy({ dims, data }))
  }
  const [first] = pictures
  return {
    seeds: pictures.map(({ seed }) => seed),
    notes: first?.notes ?? [],
    embeddings: first?.embeddings ?? [],
  }
}

function describe(
  request: PaintRequest,
  { seed, embeddings }: Picture,
  model: string,
  hashes: { modelHash: string; loraHashes: string | undefined },
): string {
  return parametersText({
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    steps: request.steps,
    ...samplerOf(schedulerNames[request.scheduler]),
    guidance: request.guidance,
    seed,
    width: request.width,
    height: request.height,
    modelHash: hashes.modelHash,
    model,
    ...(request.start && { strength: request.start.strength }),
    ...(request.clipSkip > 0 && { clipSkip: request.clipSkip + 1 }),
    ...(embeddings && { embeddings }),
    promptSyntax: request.a1111 ? 'a1111' : 'plain',
    ...emphasisOf(request),
    rng: request.rng === 'torch' ? 'CPU' : 'NV',
    ...(hashes.loraHashes !== undefined && { loraHashes: hashes.loraHashes }),
  })
}

function emphasisOf({ a1111 }: PaintRequest): { emphasis?: string } {
  const emphasis = a1111 && emphasisNames[a1111.emphasis]
  return emphasis === undefined ? {} : { emphasis }
}
