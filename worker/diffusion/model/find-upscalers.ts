import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'

export interface UpscalerFile {
  name: string
  file: string
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
  const name = basename(fileName, '.onnx').trim()
  return (name === 'model' || name === '' ? basename(modelFolder) : name).slice(0, nameMaxLength)
}
