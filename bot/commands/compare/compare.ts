import type { ChatInputCommandInteraction } from 'discord.js'
import { z } from 'zod'
import { askFirst } from '#bot/request/ask-first.ts'
import type { PictureCommand } from '#bot/contract/command.ts'
import { compareChoices } from './compare-choices.ts'
import { type CompareOptions, resolveCompare } from './compare-options.ts'
import { randomSeed } from '#bot/request/imagine-options.ts'
import { remarkOn } from '#bot/commands/imagine/ignored-flags.ts'
import { modelNamedSoon } from '#bot/request/model-for.ts'
import { promptsOf } from '#bot/request/permutations.ts'
import { PersonError } from '#core/errors.ts'
import { comparisonAxes } from '#core/generation.ts'
import { modelUnder } from '#core/paint-terms.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { compareDefinition } from './definition.ts'

/** One generation whose pictures are the cells of a sheet. It costs many pictures, so its person is asked first. */
export const compare: PictureCommand = {
  acknowledge: 'picture',
  definition: compareDefinition,
  autocomplete: compareChoices,
  async request(interaction, deps, terms) {
    const texts = textsFor(interaction.locale)
    const asked = optionsOf(interaction)
    const [prompt = '', ...others] = promptsOf(asked.prompt, texts)
    if (others.length > 0) throw new PersonError('refused', texts.compare.onePrompt)
    const model = interaction.options.getString('model')
    const { settings, ignoredFlags } = resolveCompare(
      { ...asked, prompt },
      {
        model: modelUnder(terms, await modelNamedSoon(model, deps, texts)),
        defaults: terms.defaults,
        mostPixels: terms.mostPixels.value,
        texts,
        randomSeed,
      },
    )
    return askFirst(interaction, deps, terms, {
      kind: 'imagine',
      parentImageId: null,
      settings: [settings],
      ...remarkOn(ignoredFlags, texts),
    })
  },
}

function optionsOf({ options }: ChatInputCommandInteraction): CompareOptions {
  return {
    prompt: options.getString('prompt', true),
    axes: z.enum(comparisonAxes).parse(options.getString('axes', true)),
    schedulers: options.getString('schedulers'),
    steps: options.getString('steps'),
    guidance: options.getString('guidance'),
    seeds: options.getString('seeds'),
    negativePrompt: options.getString('negative_prompt'),
    seed: options.getInteger('seed'),
    size: options.getString('size'),
  }
}
