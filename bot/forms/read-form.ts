import type { ModalSubmitInteraction } from 'discord.js'
import { z } from 'zod'
import { PersonError } from '#core/errors.ts'
import { paintSettingsSchema } from '#core/generation.ts'
import type { FormField } from '#messages/forms.ts'
import { textsFor } from '#messages/texts/texts.ts'

const { prompt, negativePrompt, steps, guidance, seed } = paintSettingsSchema.shape
/** A comma is how half the world writes a decimal point. */
const decimal = z
  .string()
  .trim()
  .min(1)
  .transform((text) => Number(text.replace(',', '.')))

const schemas = {
  prompt: z.string().trim().pipe(prompt),
  negative_prompt: z.string().trim().pipe(negativePrompt),
  steps: decimal.pipe(steps),
  guidance: decimal.pipe(guidance),
  seed: z
    .string()
    .trim()
    .transform((text) => (text === '' ? undefined : Number(text)))
    .pipe(seed.optional()),
  strength: decimal.pipe(z.number().gt(0).max(1)),
} satisfies Record<FormField, z.ZodType>

type Read<Field extends FormField> = { [F in Field]: z.infer<(typeof schemas)[F]> }

/**
 * The values that a person wrote into a form.
 * @throws {PersonError} naming the first input that makes no sense, with an example that does
 */
export function readForm<Field extends FormField>(
  interaction: ModalSubmitInteraction,
  fields: Field[],
): Read<Field> {
  const texts = textsFor(interaction.locale)
  const entries = fields.map((field) => {
    const parsed = schemas[field].safeParse(interaction.fields.getTextInputValue(field))
    if (!parsed.success) throw new PersonError('refused', texts.forms.wrong[field])
    return [field, parsed.data] as const
  })
  // Each field was read by its own schema; Object.fromEntries forgets which is which.
  return Object.fromEntries(entries) as Read<Field>
}
