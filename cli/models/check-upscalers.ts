import { PaintError } from '#diffusion/errors.ts'
import { findUpscalers } from '#diffusion/model/find-upscalers.ts'
import type { OpenSession } from '#diffusion/session/session.ts'
import { Upscalers } from '#diffusion/model/upscalers.ts'

/** An upscaler beside a model: how many times as large its pictures are, or why it can't be used. */
export interface CheckedUpscaler {
  name: string
  file: string
  factor?: number
  problem?: string
}

/** Opens every upscaler that a worker with this model would have, and runs it once. */
export async function checkUpscalers(
  modelFolder: string,
  modelsDir: string,
  device: string,
  openSession: OpenSession,
): Promise<CheckedUpscaler[]> {
  const upscalers = new Upscalers({ device, openSession })
  try {
    const checked: CheckedUpscaler[] = []
    for (const { name, file } of await findUpscalers(modelFolder, modelsDir)) {
      try {
        checked.push({ name, file, factor: await upscalers.factor(file) })
      } catch (error) {
        if (!(error instanceof PaintError) || error.code === 'device') throw error
        checked.push({ name, file, problem: error.message })
      }
    }
    return checked
  } finally {
    await upscalers.close()
  }
}

export function upscalerLine({ name, factor, problem }: CheckedUpscaler): string {
  return problem === undefined
    ? `  upscaler ${name}: ${factor} times the width and height`
    : `  note: the upscaler ${name} is left out: ${problem}`
}
