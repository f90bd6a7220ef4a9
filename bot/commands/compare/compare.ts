import { argumentsOf } from '#bot/commands/arguments.ts'
import { unfamiliarTo } from '#bot/request/unfamiliar.ts'
import { askFirst } from '#bot/request/ask-first.ts'
import type { PictureCommand } from '#bot/contract/command.ts'
import { compareChoices } from './compare-choices.ts'
import { resolveCompare } from './compare-options.ts'
import { randomSeed } from '#bot/request/imagine-options.ts'
import { remarkOn } from '#bot/commands/imagine/ignored-flags.ts'
import { lorasFor } from '#bot/request/loras-for.ts'
import { modelNamedSoon } from '#bot/request/model-for.ts'
import { promptsOf } from '#bot/request/permutations.ts'
import { wildcardDrawer, withWords, withWordsToo } from '#bot/request/wildcards.ts'
import { PersonError } from '#core/errors.ts'
import { modelUnder } from '#core/paint-terms.ts'
import { fewStepsText } from '#messages/few-steps.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { compareDefinition } from './definition.ts'

/** One generation whose pictures are the cells of a sheet. It costs many pictures, so its person is asked first. */
export const compare: PictureCommand = {
  acknowledge: 'picture',
  definition: compareDefinition,
  autocomplete: compareChoices,
  async request(interaction, deps, terms) {
    const texts = textsFor(interaction.locale)
    const { model, negative_prompt, ...given } = argumentsOf(interaction, compareDefinition)
    const [typedPrompt = '', ...others] = promptsOf(given.prompt, texts)
    if (others.length > 0) throw new PersonError('refused', texts.compare.onePrompt)
    // All cells of a sheet are of the same words.
    const draw = wildcardDrawer(deps.config.modelsDir, texts)
    const { prompt, negativePrompt } = await withWords(
      { prompt: typedPrompt, negativePrompt: negative_prompt },
      draw,
    )
    const { defaults } = await withWordsToo({ preset: undefined, defaults: terms.defaults }, draw)
    const { usedBy, unknown } = await lorasFor({ name: null, weight: null, prompts: [prompt] }, deps, texts)
    const facts = await modelNamedSoon(model, deps, texts, terms)
    const { settings, ignoredFlags, suited } = resolveCompare(
      { ...given, prompt, negativePrompt },
      {
        model: modelUnder(terms, facts),
        defaults,
        loras: usedBy(prompt),
        mostPixels: terms.mostPixels.value,
        texts,
        randomSeed,
      },
    )
    const said = [
      unknown,
      fewStepsText(suited, interaction.locale),
      ...(await unfamiliarTo(facts, [settings], deps, texts)),
    ]
    return askFirst(interaction, deps, terms, {
      kind: 'imagine',
      parentImageId: null,
      settings: [settings],
      ...remarkOn(ignoredFlags, [settings], said, texts),
    })
  },
}
