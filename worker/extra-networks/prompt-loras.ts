import { findLoras } from '#diffusion/lora/find-loras.ts'
import { loraHash } from '#diffusion/lora/lora-hash.ts'
import { promptLoras } from '#diffusion/lora/prompt-loras.ts'
import type { WorkerDeps } from '#worker/deps.ts'

/** Looks up what prompts ask for in the models folder, each time anew: files come and go. */
export function lorasIn(modelsDir: string): Pick<WorkerDeps, 'lorasOf' | 'loraHash'> {
  const hashes = new Map<string, Promise<string>>()
  return {
    async lorasOf(prompt) {
      return promptLoras(prompt, prompt.includes('<') ? await findLoras(modelsDir) : [])
    },
    async loraHash(file) {
      const found = (await findLoras(modelsDir)).find((lora) => lora.file === file)
      const key = `${file} ${found?.state ?? ''}`
      const hash = hashes.get(key) ?? loraHash(file)
      hashes.set(key, hash)
      hash.catch(() => hashes.delete(key))
      return hash
    },
  }
}
