import { PersonError } from '#core/errors.ts'
import type { PaintSettings } from '#core/generation.ts'
import { paintersNotes } from '#core/paint-notes.ts'
import { planNegative, planPrompt, type PlanOptions } from '#diffusion/prompt/plan-prompt.ts'
import type { NamedEmbedding } from '#diffusion/prompt/embedding-names.ts'
import { spokenTexts } from '#diffusion/prompt/spoken-texts.ts'
import { typed } from '#messages/escape.ts'
import { noteText } from '#messages/paint-notes.ts'
import type { Texts } from '#messages/texts/texts.ts'

/** Characters of what somebody typed, where it is said back to them. */
const shownLength = 60

type Prompts = Pick<PaintSettings, 'prompt' | 'negativePrompt' | 'steps' | 'promptSyntax'>

/** Every text that a prompt may be painted as: what blocked words are looked for in. As typed, too, for what is plain. */
export function spokenTextsOf({ prompt, steps, promptSyntax }: Omit<Prompts, 'negativePrompt'>): string[] {
  return promptSyntax === 'a1111' ? spokenTexts(prompt, steps) : [prompt]
}

/** Parts of a prompt between `AND`s. */
export function partsOf(settings: Prompts): number {
  return settings.promptSyntax === 'a1111' ? read(settings).parts : 1
}

/** @throws {PersonError} for a prompt that would be refused when it is painted */
export function requireReadable(settings: Prompts, texts: Texts): void {
  if (settings.promptSyntax !== 'a1111') return
  const { refusal } = read(settings)
  if (refusal === undefined) return
  throw new PersonError(
    'refused',
    refusal.kind === 'unreadable_weight'
      ? texts.prompts.unreadableWeight(typed(refusal.typed, shownLength))
      : texts.prompts.weightTooLarge,
  )
}

/** What a person should know of how their prompt is read. */
export function remarksOnPrompt(settings: Prompts, texts: Texts): string[] {
  if (settings.promptSyntax !== 'a1111') return []
  // Names in angle brackets may be those of embeddings, which are the painter's to know.
  return read(settings)
    .remarks.filter(({ kind }) => !paintersNotes.has(kind))
    .map((remark) => noteText(remark, texts))
}

/** As the painter does, but for what takes the model's tokens. */
function read({ prompt, negativePrompt, steps }: Prompts) {
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
