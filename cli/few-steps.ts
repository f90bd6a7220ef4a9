import { type FewSteps, fewStepsOf } from '#core/few-steps.ts'
import type { Suited } from '#core/how-to-paint.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { fewSteps } from '#diffusion/lora/few-steps.ts'
import type { NamedLora } from '#diffusion/lora/prompt-loras.ts'
import type { ModelFiles } from '#diffusion/model/model-files.ts'
import { readSafetensors } from '#diffusion/safetensors/safetensors-file.ts'

/** The settings of a LoRA or model that was made for few steps. */
export async function readFewSteps(
  model: Pick<ModelFiles, 'name' | 'fewSteps'>,
  loras: readonly NamedLora[],
): Promise<(FewSteps & { of: string }) | undefined> {
  const read = loras.map(async ({ name, file, weight }) => {
    // A LoRA that can't be read is refused by name later, when the picture is painted.
    const metadata = await readSafetensors(file).then(
      (read) => read.metadata,
      () => new Map<string, string>(),
    )
    return { name, weight, fewSteps: fewSteps(name, metadata) }
  })
  return fewStepsOf(await Promise.all(read), model)
}

/** One sentence that names the settings that were taken. */
export function fewStepsNotes(suited: Suited | undefined): string[] {
  if (suited === undefined) return []
  const { of, steps, guidance, scheduler } = suited
  const taken = [
    ...(steps === undefined ? [] : [`--steps ${steps}`]),
    ...(guidance === undefined ? [] : [`--guidance ${guidance}`]),
    ...(scheduler === undefined ? [] : [`--scheduler ${scheduler}`]),
  ]
  const words = scheduler === undefined ? '' : ` (${schedulerNames[scheduler]})`
  return [
    `${of} was made for few steps${words}: ${taken.join(' ')} ${taken.length === 1 ? 'is' : 'are'} taken, since nothing else was asked for.`,
  ]
}
