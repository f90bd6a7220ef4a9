import type { ChatInputCommandInteraction } from 'discord.js'
import type { PictureCommand } from '#bot/command.ts'
import type { BotDeps } from '#bot/deps.ts'
import { type ImagineOptions, randomSeed, resolveImagine } from '#bot/imagine-options.ts'
import { imagineChoices } from '#bot/imagine-choices.ts'
import { modelNamed } from '#bot/model-for.ts'
import { presetNamed } from '#bot/preset-for.ts'
import { keepStartImage } from '#bot/start-image.ts'
import { targetOf } from '#bot/target.ts'
import { modelUnder } from '#core/paint-terms.ts'
import { schedulerSlugs } from '#core/schedulers.ts'
import { type Texts, textsFor } from '#messages/texts/texts.ts'
import { imagineDefinition } from './imagine-definition.ts'

export const imagine: PictureCommand = {
  acknowledge: 'picture',
  definition: imagineDefinition,
  autocomplete: imagineChoices,
  async request(interaction, deps, terms) {
    const { options } = interaction
    const texts = textsFor(interaction.locale)
    const { settings, ignoredFlags } = resolveImagine(optionsOf(interaction), {
      model: modelUnder(terms, await modelNamed(options.getString('model'), deps, texts)),
      preset: await presetNamed(options.getString('preset'), interaction, deps),
      defaults: terms.defaults,
      startImageId: await startImageId(interaction, deps, texts),
      texts,
      randomSeed,
    })
    return {
      kind: 'imagine',
      source: 'discord',
      userId: interaction.user.id,
      idempotencyKey: interaction.id,
      settings,
      parentImageId: null,
      target: targetOf(interaction),
      ...(ignoredFlags.length === 0 ? {} : { remark: texts.ignoredFlags(ignoredFlags.join(' ')) }),
    }
  },
}

function optionsOf({ options }: ChatInputCommandInteraction): ImagineOptions {
  const scheduler = options.getString('scheduler')
  return {
    prompt: options.getString('prompt', true),
    negativePrompt: options.getString('negative_prompt'),
    steps: options.getInteger('steps'),
    guidance: options.getNumber('guidance'),
    size: options.getString('size'),
    seed: options.getInteger('seed'),
    count: options.getInteger('count'),
    scheduler: schedulerSlugs.find((slug) => slug === scheduler) ?? null,
    strength: options.getNumber('strength'),
  }
}

async function startImageId(
  { options }: ChatInputCommandInteraction,
  { config, store }: BotDeps,
  texts: Texts,
): Promise<string | undefined> {
  const attachment = options.getAttachment('image')
  return attachment === null ? undefined : keepStartImage(attachment, { config, store, texts })
}
