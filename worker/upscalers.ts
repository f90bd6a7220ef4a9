import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Logger } from '#core/logger.ts'
import type { RgbImage } from '#diffusion/contract.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { Painter } from '#diffusion/painter.ts'

export interface UpscalerFile {
  name: string
  file: string
}

export interface KnownUpscaler extends UpscalerFile {
  /** How many times as large its pictures are. */
  factor: number
}

/** Names stand in menus. */
const nameMaxLength = 60

/** Upscalers lie in the model's folder (`upscaler/`), or in `upscalers/` beside the models. Each is one `.onnx` file. */
export async function findUpscalers(modelFolder: string, modelsDir: string): Promise<UpscalerFile[]> {
  const folders = [join(modelFolder, 'upscaler'), join(modelsDir, 'upscalers')]
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => [])
      const files = names.filter((name) => name.endsWith('.onnx')).toSorted((a, b) => a.localeCompare(b))
      return files.map((name) => ({ name: nameOf(name, modelFolder), file: join(folder, name) }))
    }),
  )
  const all = found.flat()
  return all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i)
}

/** The file's name; of a file that has no name of its own, its model's. */
function nameOf(fileName: string, modelFolder: string): string {
  const name = basename(fileName, '.onnx')
  return (name === 'model' ? basename(modelFolder) : name).slice(0, nameMaxLength)
}

/** Those that can be opened. One that can't keeps nobody from painting. */
export async function openUpscalers(
  files: readonly UpscalerFile[],
  painter: Pick<Painter, 'upscaleFactor'>,
  logger: Logger,
): Promise<KnownUpscaler[]> {
  const known: KnownUpscaler[] = []
  for (const { name, file } of files) {
    try {
      known.push({ name, file, factor: await painter.upscaleFactor(file) })
    } catch (error) {
      if (!(error instanceof PaintError)) throw error
      logger.warn({ err: error, file }, 'an upscaler is left out')
    }
  }
  return known
}

/** @returns a function that throws a PaintError `bad_request` for a name that is not among them */
export function upscaleBy(upscalers: readonly KnownUpscaler[], painter: Pick<Painter, 'upscale'>) {
  return async (name: string, image: RgbImage, signal: AbortSignal): Promise<RgbImage> => {
    const upscaler = upscalers.find((known) => known.name === name)
    if (upscaler === undefined) throw new PaintError('bad_request', `There is no upscaler "${name}" here.`)
    return painter.upscale(upscaler.file, image, signal)
  }
}
