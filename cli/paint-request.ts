import { schedulerNames } from '#diffusion/schedulers/slugs.ts'
import type { Paint, PaintRequest, Picture, Progress, UnetRows, UsedEmbedding } from '#diffusion/contract.ts'
import { noteSentence } from '#diffusion/note-sentence.ts'
import { writeNpy } from '#diffusion/npy.ts'
import { encodePng } from '#store/png/encode-png.ts'
import { hashPairs } from '#store/png/hash-pairs.ts'
import { emphasisNames, parametersText, samplerOf } from '#store/png/parameters-text.ts'
import type { ResolvedRequest } from './resolve-request.ts'
import { writeResult } from './write-result.ts'

/** The result of a request: the files that were written, the seeds of their pictures, and a note on each picture that was not. */
export interface Painted {
  files: string[]
  seeds: number[]
  notes: string[]
  embeddings: readonly UsedEmbedding[]
  /** Rows for all of the request's pictures, withheld ones included. */
  rows: UnetRows
}

/** Paints one request and writes its files. What the model's safety checker flags is withheld. */
export async function paintRequest(
  paint: Paint,
  { request, files, latents, model, promptText, loras }: ResolvedRequest,
  hashes: { model: Promise<string>; loras: readonly string[] },
  onProgress: (progress: Progress) => void,
): Promise<Painted> {
  const pictures: Picture[] = []
  for await (const event of paint(request)) {
    if (event.kind === 'progress') onProgress(event)
    else pictures.push(event)
  }
  const [first] = pictures
  const painted: Painted = {
    files: [],
    seeds: [],
    notes: (first?.notes ?? []).map(noteSentence),
    embeddings: first?.embeddings ?? [],
    rows: {
      run: pictures.reduce((sum, { rows }) => sum + (rows?.run ?? 0), 0),
      full: pictures.reduce((sum, { rows }) => sum + (rows?.full ?? 0), 0),
    },
  }
  for (const [index, picture] of pictures.entries()) {
    const file = files[index] ?? ''
    if (picture.nsfw === true) {
      painted.notes.push(
        `The model's safety checker flagged the picture of seed ${picture.seed}: it is withheld, and ${file} was not written.`,
      )
      continue
    }
    const text = describe({ ...request, prompt: promptText }, picture, model.name, {
      modelHash: await hashes.model,
      loraHashes: hashPairs(loras.map(({ name }, i) => ({ name, hash: hashes.loras[i] ?? '' }))),
    })
    await writeResult(file, await encodePng(picture.pixels, { parametersText: text }))
    painted.files.push(file)
    painted.seeds.push(picture.seed)
  }
  if (latents !== undefined) {
    const size = pictures[0]?.latents.length ?? 0
    const data = new Float32Array(pictures.length * size)
    for (const [index, picture] of pictures.entries()) data.set(picture.latents, index * size)
    const { vaeScale } = model
    const dims = [pictures.length, 4, request.height / vaeScale, request.width / vaeScale]
    await writeResult(latents, writeNpy({ dims, data }))
  }
  return painted
}

function describe(
  request: PaintRequest,
  { seed, embeddings, rows }: Picture,
  model: string,
  hashes: { modelHash: string; loraHashes: string | undefined },
): string {
  return parametersText({
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    steps: request.steps,
    ...samplerOf(schedulerNames[request.scheduler]),
    guidance: request.guidance,
    ...(request.speed !== undefined && { speed: request.speed }),
    ...(rows && { unetRuns: rows }),
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
