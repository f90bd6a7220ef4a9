import { resolve } from 'node:path'
import type { ReadPrompts } from '#diffusion/engine/read-prompts.ts'
import type { PaintRequest } from '#diffusion/contract.ts'
import { openPromptEncoder } from '#diffusion/model/prompt-encoder.ts'
import { writeNpy } from '#diffusion/npy.ts'
import { parseDevice } from '#diffusion/session/device.ts'
import { writeResult } from './write-result.ts'

/** Writes what the first part of a prompt is encoded to, float32 `[texts, 77 * chunks, width]`. Only the text encoder is opened. */
export async function writeConditioning(
  file: string,
  { model, clipSkip, a1111 }: PaintRequest,
  { prompt }: ReadPrompts,
  device: string,
): Promise<string> {
  const path = resolve(file)
  const [part] = prompt.parts
  if (!part || !a1111) throw new Error('A prompt without parts can\u2019t be encoded.')
  const asked = parseDevice(device)
  // A few texts are encoded sooner than a GPU is tried.
  const encoder = await openPromptEncoder(model, {
    device: asked === 'auto' ? { provider: 'cpu', index: 0 } : asked,
  })
  try {
    const texts = await encoder.conditionPart(part, { clipSkip, emphasis: a1111.emphasis })
    const [tokens = 0, width = 0] = texts[0]?.hiddenStates.dims ?? []
    const data = new Float32Array(texts.length * tokens * width)
    for (const [index, { hiddenStates }] of texts.entries())
      data.set(hiddenStates.data, index * tokens * width)
    await writeResult(path, writeNpy({ dims: [texts.length, tokens, width], data }))
    return path
  } finally {
    await encoder.close()
  }
}
