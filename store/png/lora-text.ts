/** A LoRA as a picture's text names it. */
export interface LoraParameters {
  name: string
  weight: number
  textWeight: number
  /** The first twelve digits of A1111's hash of it. */
  hash: string
}

/**
 * A LoRA as A1111's prompts have it: `<lora:NAME:WEIGHT>`; two weights where they differ, the text encoder's first.
 * Source: stable-diffusion-webui, `extensions-builtin/Lora/extra_networks_lora.py`.
 */
export function loraTag({ name, weight, textWeight }: Omit<LoraParameters, 'hash'>): string {
  return weight === textWeight ? `<lora:${name}:${weight}>` : `<lora:${name}:${textWeight}:${weight}>`
}

/** The prompt with the tags of LoRAs that it does not name itself. */
export function withLoraTags(prompt: string, loras: readonly Omit<LoraParameters, 'hash'>[]): string {
  return [prompt, ...loras.map(loraTag)].filter((part) => part !== '').join(' ')
}
