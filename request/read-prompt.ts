import type { PaintSettings } from '#core/generation.ts'
import type { ReadPrompt } from '#core/paint-terms.ts'
import { withoutComments } from '#diffusion/prompt/comments.ts'
import { lorasOf } from '#diffusion/prompt/loras.ts'
import { takeTags } from '#diffusion/prompt/tags.ts'
import { planNegative, planPrompt, type PlanOptions } from '#diffusion/prompt/plan-prompt.ts'
import type { NamedEmbedding } from '#diffusion/prompt/embedding-names.ts'
import { spokenTexts } from '#diffusion/prompt/spoken-texts.ts'

export type Prompts = Pick<PaintSettings, 'prompt' | 'negativePrompt' | 'steps' | 'promptSyntax'>

/** Every text that a prompt may be painted as: what blocked words are looked for in. As typed, too, for what is plain. */
export function spokenTextsOf({ prompt, steps, promptSyntax }: Omit<Prompts, 'negativePrompt'>): string[] {
  return promptSyntax === 'a1111' ? spokenTexts(prompt, steps) : [prompt]
}

/** The LoRAs that a prompt asks for, as the painter reads them, with the weight of the UNet's changes. */
export function lorasIn(prompt: string): { name: string; weight: number }[] {
  const { loras } = lorasOf(takeTags(withoutComments(prompt)).tags)
  return loras.map(({ name, weight }) => ({ name: name.trim(), weight }))
}

/** Their names, each once. */
export function loraNamesIn(prompt: string): string[] {
  return [...new Set(lorasIn(prompt).map(({ name }) => name))]
}

/** What of a prompt its person may not be allowed. */
export function readForTerms(settings: Omit<Prompts, 'negativePrompt'>): ReadPrompt {
  const { prompt, promptSyntax } = settings
  return {
    spoken: spokenTextsOf(settings),
    loras: promptSyntax === 'a1111' ? loraNamesIn(prompt) : [],
  }
}

/** Parts of a prompt between `AND`s. */
export function partsOf(settings: Prompts): number {
  return settings.promptSyntax === 'a1111' ? readPrompts(settings).parts : 1
}

/** What the painter would make of prompts, but for what takes the model's tokens. */
export function readPrompts({ prompt, negativePrompt, steps }: Prompts) {
  const options: PlanOptions<NamedEmbedding> = {
    steps: { steps },
    emphasis: 'original',
    encode: () => [],
    decode: () => '',
    find: () => undefined,
    special: { start: 0, end: 0, pad: 0, comma: 0 },
  }
  const plan = planPrompt(prompt, options)
  const negative = negativePrompt === '' ? undefined : planNegative(negativePrompt, options)
  return {
    parts: plan.parts.length,
    remarks: [...plan.remarks, ...(negative?.remarks ?? [])],
    refusal: plan.refusal ?? negative?.refusal,
  }
}
