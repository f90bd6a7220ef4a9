import type { PaintSettings } from '#core/generation.ts'
import { planNegative, planPrompt, type PlanOptions } from '#diffusion/prompt/plan-prompt.ts'
import type { NamedEmbedding } from '#diffusion/prompt/embedding-names.ts'
import { spokenTexts } from '#diffusion/prompt/spoken-texts.ts'

export type Prompts = Pick<PaintSettings, 'prompt' | 'negativePrompt' | 'steps' | 'promptSyntax'>

/** Every text that a prompt may be painted as: what blocked words are looked for in. As typed, too, for what is plain. */
export function spokenTextsOf({ prompt, steps, promptSyntax }: Omit<Prompts, 'negativePrompt'>): string[] {
  return promptSyntax === 'a1111' ? spokenTexts(prompt, steps) : [prompt]
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
  const negative = planNegative(negativePrompt, options)
  return {
    parts: plan.parts.length,
    remarks: [...plan.remarks, ...negative.remarks],
    refusal: plan.refusal ?? negative.refusal,
  }
}
