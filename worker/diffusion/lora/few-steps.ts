import type { SchedulerSlug } from '#diffusion/schedulers/slugs.ts'

/** What a LoRA or a model that paints in a few steps is painted with. */
export interface FewSteps {
  readonly steps: number
  readonly guidance: number
  readonly scheduler: SchedulerSlug
}

/** Hyper-SD's files name their steps; those with guidance inside ("CFG") want some. */
const hyperSteps = /hyper.?sd(?!xl).*?(\d+)[ _-]?steps?(.*cfg)?/i
const lcm = /(?:^|[^a-z])lcm(?:[^a-z]|$)/i
const tcd = /(?:^|[^a-z])tcd(?:[^a-z]|$)/i

/**
 * The settings of LCM, TCD and Hyper-SD files, by their name or what their training called itself: nothing in the tensors says it.
 * Sources: the model cards of latent-consistency/lcm-lora-sdv1-5, h1t/TCD-SD15-LoRA and ByteDance/Hyper-SD.
 */
export function fewSteps(name: string, metadata: ReadonlyMap<string, string>): FewSteps | undefined {
  for (const text of [name, metadata.get('ss_output_name') ?? '', metadata.get('modelspec.title') ?? '']) {
    const hyper = hyperSteps.exec(text)
    if (hyper) {
      const steps = Number(hyper[1])
      return { steps: Math.max(steps, 1), guidance: hyper[2] === undefined ? 1 : 5, scheduler: 'tcd' }
    }
    if (lcm.test(text)) return { steps: 4, guidance: 1, scheduler: 'lcm' }
    if (tcd.test(text)) return { steps: 4, guidance: 1, scheduler: 'tcd' }
  }
  return undefined
}
