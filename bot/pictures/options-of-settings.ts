import type { ImagineOptions } from '#bot/request/imagine-options.ts'
import { maxClipSkip, maxGuidance, maxSeed, promptMaxLength } from '#core/generation.ts'
import type { ModelFacts } from '#core/model-facts.ts'
import { samplerHere } from '#core/sampler-names.ts'
import { schedulerNames, type SchedulerSlug } from '#core/schedulers.ts'
import type { SettingChange } from '#core/setting-change.ts'
import { nearestSize } from '#core/size.ts'
import type { PictureSettings } from '#store/settings/picture-settings.ts'

/** Another tool's settings as our options, and which of them had to change. A setting that the tool does not name is left open. */
export interface OptionsHere {
  options: ImagineOptions
  changes: SettingChange[]
}

interface Under {
  model: Pick<ModelFacts, 'sizeMultiple' | 'scheduler'>
  mostSteps: number
  mostPixels: number
}

/** Brings another tool's settings into what can be painted here, so that nothing of them is refused later. */
export function optionsOfSettings(settings: PictureSettings, under: Under): OptionsHere {
  const changes: SettingChange[] = []
  const change = (
    setting: SettingChange['setting'],
    asked: unknown,
    used: unknown,
    because: SettingChange['because'],
  ) => changes.push({ setting, asked: String(asked), used: String(used), because })
  const cut = (setting: 'prompt' | 'negative_prompt', text: string): string => {
    if (text.length <= promptMaxLength) return text
    change(setting, text.length, promptMaxLength, 'limit')
    return text.slice(0, promptMaxLength).replace(/[\ud800-\udbff]$/, '')
  }
  const atMost = (setting: 'steps' | 'guidance', value: number, most: number): number => {
    if (value <= most) return value
    change(setting, value, most, 'limit')
    return most
  }

  const { steps, guidance } = settings
  return {
    options: {
      prompt: cut('prompt', settings.prompt),
      negativePrompt: cut('negative_prompt', settings.negativePrompt),
      steps: steps === undefined || steps < 1 ? null : atMost('steps', Math.round(steps), under.mostSteps),
      guidance: guidance === undefined || guidance < 0 ? null : atMost('guidance', guidance, maxGuidance),
      size: sizeOf(settings, under, change),
      seed: seedOf(settings, change),
      count: null,
      scheduler: schedulerOf(settings, under, change),
      strength: null,
      speed: settings.speed ?? null,
      ...(isClipSkip(settings.clipSkip) && { clipSkip: settings.clipSkip }),
      ...(settings.promptSyntax && { promptSyntax: settings.promptSyntax }),
    },
    changes,
  }
}

type Change = (
  setting: SettingChange['setting'],
  asked: unknown,
  used: unknown,
  because: SettingChange['because'],
) => void

function sizeOf(
  { width, height }: PictureSettings,
  { model, mostPixels }: Under,
  change: Change,
): string | null {
  if (width === undefined || height === undefined || width < 1 || height < 1) return null
  const size = nearestSize({ width, height }, { multiple: model.sizeMultiple, mostPixels })
  const because = width * height > mostPixels ? 'limit' : 'nearest'
  if (size.width !== width || size.height !== height)
    change('size', `${width}×${height}`, `${size.width}×${size.height}`, because)
  return `${size.width}x${size.height}`
}

/** Torch, too, takes a seed's lower 32 bits (its CPU generator). */
function seedOf({ seed }: PictureSettings, change: Change): number | null {
  if (seed === undefined) return null
  const here = Number(BigInt.asUintN(32, seed))
  if (seed > BigInt(maxSeed)) change('seed', seed, here, 'limit')
  return here
}

function schedulerOf(
  { sampler, schedule }: PictureSettings,
  { model }: Under,
  change: Change,
): SchedulerSlug | null {
  if (sampler === undefined || sampler.trim() === '') return null
  const here = samplerHere(sampler, schedule)
  if (here?.same === true) return here.slug
  const slug = here?.slug ?? model.scheduler
  const asked = schedule === undefined ? sampler : `${sampler} ${schedule}`
  change('sampler', asked.trim(), schedulerNames[slug], here === undefined ? 'unknown' : 'nearest')
  return here?.slug ?? null
}

/** A1111 writes it where it is not 1; what no text encoder has is nobody's choice. */
function isClipSkip(layer: number | undefined): layer is number {
  return layer !== undefined && Number.isInteger(layer) && layer > 1 && layer <= maxClipSkip
}
