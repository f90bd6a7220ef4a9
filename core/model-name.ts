import { basename } from 'node:path'

/** How workers and people call the model that `MODEL` names: a folder by its own name, a checkpoint by its file's without the ending. */
export function modelName(model: string): string {
  return basename(model, '.safetensors')
}
