import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { PersonError, reasonOf } from '#core/errors.ts'
import { schedulerNames } from '#diffusion/schedulers/slugs.ts'
import type { Paint, PaintRequest, Picture, Progress } from '#diffusion/contract.ts'
import { writeNpy } from '#diffusion/npy.ts'
import { encodePng } from '#store/png/encode-png.ts'
import { parametersText, samplerOf } from '#store/png/parameters-text.ts'
import type { ResolvedRequest } from './resolve-request.ts'

/** Paints one request and writes its files. @returns the pictures' seeds */
export async function paintRequest(
  paint: Paint,
  { request, files, latents, folder }: ResolvedRequest,
  modelHash: string,
  onProgress: (progress: Progress) => void,
): Promise<number[]> {
  const pictures: Picture[] = []
  for await (const event of paint(request)) {
    if (event.kind === 'progress') onProgress(event)
    else pictures.push(event)
  }
  for (const [index, picture] of pictures.entries()) {
    const text = describe(request, picture, basename(folder.path), modelHash)
    await write(files[index] ?? '', await encodePng(picture.image, { parametersText: text }))
  }
  if (latents !== undefined) {
    const size = pictures[0]?.latents.length ?? 0
    const data = new Float32Array(pictures.length * size)
    for (const [index, picture] of pictures.entries()) data.set(picture.latents, index * size)
    const { vaeScale } = folder
    const dims = [pictures.length, 4, request.height / vaeScale, request.width / vaeScale]
    await write(latents, writeNpy({ dims, data }))
  }
  return pictures.map(({ seed }) => seed)
}

/** @throws PersonError `not_written`: a full disk, a folder that has gone meanwhile */
async function write(file: string, data: Uint8Array): Promise<void> {
  await writeFile(file, data).catch((cause: unknown) => {
    throw new PersonError('not_written', `${file} could not be written: ${reasonOf(cause)}.`, { cause })
  })
}

function describe(request: PaintRequest, { seed }: Picture, model: string, modelHash: string): string {
  return parametersText({
    prompt: request.prompt,
    negativePrompt: request.negativePrompt,
    steps: request.steps,
    ...samplerOf(schedulerNames[request.scheduler]),
    guidance: request.guidance,
    seed,
    width: request.width,
    height: request.height,
    modelHash,
    model,
    ...(request.start && { strength: request.start.strength }),
    ...(request.clipSkip > 0 && { clipSkip: request.clipSkip + 1 }),
    rng: request.rng === 'torch' ? 'CPU' : 'NV',
  })
}
