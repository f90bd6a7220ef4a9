import { schedulerNames } from '#core/schedulers.ts'
import { type FewSteps, fewSteps } from '#diffusion/lora/few-steps.ts'
import type { NamedLora } from '#diffusion/lora/prompt-loras.ts'
import type { ModelFiles } from '#diffusion/model/model-files.ts'
import { readSafetensors } from '#diffusion/safetensors/safetensors-file.ts'
import type { ImagineOptions } from './imagine-options.ts'

/** What a request is painted with where it doesn't say: the first of its LoRAs that was made for few steps decides, else its model. */
export async function fewStepsOf(
  model: Pick<ModelFiles, 'name' | 'fewSteps'>,
  loras: readonly NamedLora[],
): Promise<(FewSteps & { of: string }) | undefined> {
  for (const { name, file, weight } of loras) {
    // A file that can't be read is refused, by name, when it is painted with.
    const metadata = await readSafetensors(file).then(
      (read) => read.metadata,
      () => new Map<string, string>(),
    )
    const few = weight > 0 ? fewSteps(name, metadata) : undefined
    if (few) return { ...few, of: name }
  }
  return model.fewSteps && { ...model.fewSteps, of: model.name }
}

/** A sentence on what was taken of it. */
export function fewStepsNotes(
  few: (FewSteps & { of: string }) | undefined,
  { steps, guidance, scheduler }: ImagineOptions,
): string[] {
  if (few === undefined) return []
  const taken = [
    ...(steps === undefined ? [`--steps ${few.steps}`] : []),
    ...(guidance === undefined ? [`--guidance ${few.guidance}`] : []),
    ...(scheduler === undefined ? [`--scheduler ${few.scheduler}`] : []),
  ]
  return taken.length === 0
    ? []
    : [
        `${few.of} was made for few steps (${schedulerNames[few.scheduler]}): ${taken.join(' ')} ${taken.length === 1 ? 'is' : 'are'} taken, since nothing else was asked for.`,
      ]
}
