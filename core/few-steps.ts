import { z } from 'zod'
import { schedulerSlugs } from './schedulers.ts'

/** What a LoRA or a model that was made for few steps (LCM, TCD, Hyper-SD) is painted with. */
export const fewStepsSchema = z.object({
  steps: z.number().int(),
  guidance: z.number(),
  scheduler: z.enum(schedulerSlugs),
})
export type FewSteps = z.infer<typeof fewStepsSchema>

/** A LoRA of a request. */
export interface UsedLora {
  name: string
  /** The UNet's. */
  weight: number
  /** Left out where it was made for as many steps as others. */
  fewSteps?: FewSteps | undefined
}

/** The first of the LoRAs that was made for few steps and is added (not taken away) decides, else the model. */
export function fewStepsOf(
  loras: readonly UsedLora[],
  model: { name: string; fewSteps?: FewSteps | undefined },
): (FewSteps & { of: string }) | undefined {
  for (const { name, weight, fewSteps } of loras) if (fewSteps && weight > 0) return { ...fewSteps, of: name }
  return model.fewSteps && { ...model.fewSteps, of: model.name }
}
