import { fewStepsSchema, type UsedLora } from '#core/few-steps.ts'
import { networkNamed, type Suits } from '#core/extra-networks.ts'
import { lorasIn } from './read-prompt.ts'

interface KnownLora {
  name: string
  suits: Suits
}

/**
 * The LoRAs that a picture is painted with, those of options first. What nobody has is left out.
 * @param chosen those that options name
 * @param prompt may hold more
 * @param known those of these names that there are
 */
export function usedLoras(
  chosen: readonly { name: string; weight: number }[],
  prompt: string,
  known: readonly KnownLora[],
): UsedLora[] {
  return [...chosen, ...lorasIn(prompt)].flatMap(({ name, weight }) => {
    const found = networkNamed(known, name)
    return found ? [{ name: found.name, weight, fewSteps: fewStepsSchema.safeParse(found.suits).data }] : []
  })
}
