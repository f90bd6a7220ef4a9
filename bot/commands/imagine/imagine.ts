import { type ArgumentsOf, argumentsOf } from '#bot/commands/arguments.ts'
import { askFirst } from '#bot/request/ask-first.ts'
import type { PictureCommand } from '#bot/contract/command.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { type ImagineOptions, randomSeed, resolveImagine } from '#bot/request/imagine-options.ts'
import { imagineChoices } from './imagine-choices.ts'
import { remarkOn } from './ignored-flags.ts'
import { lorasFor } from '#bot/request/loras-for.ts'
import { modelNamedSoon } from '#bot/request/model-for.ts'
import { promptsOf } from '#bot/request/permutations.ts'
import { wildcardDrawer, withWords, withWordsToo } from '#bot/request/wildcards.ts'
import { presetNamed } from '#bot/request/preset-for.ts'
import { keepStartImage } from '#bot/request/start-image.ts'
import { unfamiliarTo } from '#bot/request/unfamiliar.ts'
import { originOf } from '#bot/request/target.ts'
import { PersonError } from '#core/errors.ts'
import type { PaintSettings } from '#core/generation.ts'
import { modelUnder } from '#core/paint-terms.ts'
import { fewStepsText } from '#messages/few-steps.ts'
import { typed } from '#messages/escape.ts'
import { type Texts, textsFor } from '#messages/texts/texts.ts'
import { imagineDefinition } from './definition.ts'
import { withPastedSettings } from './pasted-settings.ts'

const promptShown = 100
type Given = ArgumentsOf<typeof imagineDefinition>

export const imagine: PictureCommand = {
  acknowledge: 'picture',
  definition: imagineDefinition,
  autocomplete: imagineChoices,
  async request(interaction, deps, terms) {
    const texts = textsFor(interaction.locale)
    const given = argumentsOf(interaction, imagineDefinition)
    const model = await modelNamedSoon(given.model, deps, texts, terms)
    const { options: asked, said: pasted } = withPastedSettings(
      optionsOf(given),
      {
        model: modelUnder(terms, model),
        mostSteps: terms.mostSteps.value,
        mostPixels: terms.mostPixels.value,
      },
      interaction.locale,
    )
    const draw = wildcardDrawer(deps.config.modelsDir, texts)
    const drawn = await Promise.all(
      promptsOf(asked.prompt, texts).map((prompt) => withWords({ ...asked, prompt }, draw)),
    )
    const { preset, defaults } = await withWordsToo(
      { preset: await presetNamed(given.preset, interaction, deps), defaults: terms.defaults },
      draw,
    )
    const style = preset?.style ?? ''
    const { lora, usedBy, unknown } = await lorasFor(
      {
        name: given.lora,
        weight: given.lora_weight,
        prompts: [...drawn.map(({ prompt }) => prompt), style],
      },
      deps,
      texts,
    )
    const under = {
      lora,
      model: modelUnder(terms, model),
      preset,
      defaults,
      mostPixels: terms.mostPixels.value,
      startImageId: await startImageId(given, deps, texts),
      texts,
      randomSeed,
    }
    const resolved = drawn.map((options) =>
      resolveImagine(options, { ...under, loras: usedBy(`${options.prompt} ${style}`) }),
    )
    const ignored = [...new Set(resolved.flatMap(({ ignoredFlags }) => ignoredFlags))]
    const all = resolved.map(({ settings }) => settings)
    const fewSteps = new Set(resolved.map(({ suited }) => fewStepsText(suited, interaction.locale)))
    const said = [...pasted, unknown, ...fewSteps, ...(await unfamiliarTo(model, all, deps, texts))]
    const remark = remarkOn(ignored, all, said, texts)
    const [first, ...others] = all
    requireDifferent(resolved, texts)
    if (first === undefined) throw new Error('a prompt stands for no prompt')
    if (others.length > 0) {
      const settings = [first, ...others]
      return askFirst(interaction, deps, terms, { kind: 'imagine', parentImageId: null, settings, ...remark })
    }
    return {
      ...originOf(interaction),
      kind: 'imagine',
      settings: first,
      parentImageId: null,
      ...remark,
    }
  },
}

/** @throws {PersonError} when prompts repeat under a chosen seed: the same picture would be painted, and counted, twice */
function requireDifferent(resolved: readonly { settings: PaintSettings }[], texts: Texts): void {
  const seen = new Set<string>()
  for (const { settings } of resolved) {
    const key = JSON.stringify(settings)
    if (seen.has(key))
      throw new PersonError('refused', texts.drafts.twice(typed(settings.prompt, promptShown)))
    seen.add(key)
  }
}

function optionsOf({
  prompt,
  steps,
  guidance,
  size,
  seed,
  count,
  scheduler,
  strength,
  speed,
  ...given
}: Given): ImagineOptions {
  const { negative_prompt: negativePrompt } = given
  return { prompt, negativePrompt, steps, guidance, size, seed, count, scheduler, strength, speed }
}

async function startImageId(
  { image }: Given,
  { config, store }: BotDeps,
  texts: Texts,
): Promise<string | undefined> {
  return image === null ? undefined : keepStartImage(image, { config, store, texts })
}
