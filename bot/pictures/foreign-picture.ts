import type { Message } from 'discord.js'
import { PersonError } from '#core/errors.ts'
import { maxSeed } from '#core/generation.ts'
import { schedulerNames, schedulerSlugs } from '#core/schedulers.ts'
import { parseSize } from '#core/size.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { readPngParameters } from '#store/png/encode-png.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { downloadFromDiscord } from '#bot/request/discord-download.ts'
import type { ImagineOptions } from '#bot/request/imagine-options.ts'
import { parseParametersText } from '#store/settings/a1111.ts'

/** Discord's limit of files in a message. */
const picturesLookedAt = 10

/**
 * What the first picture of somebody else's message that tells anything tells of how it was made; undefined when none does.
 * @throws {PersonError} when there is no picture, or none of them can be had: then for the first one's reason
 */
export async function foreignParameters(
  message: Message,
  { config }: Pick<BotDeps, 'config'>,
  texts: Texts,
): Promise<string | undefined> {
  const urls = pictureUrls(message)
  if (urls.length === 0) throw new PersonError('refused', texts.noPicture)
  let refusal: PersonError | undefined
  let readAny = false
  for (const url of urls.slice(0, picturesLookedAt)) {
    try {
      const text = readPngParameters(await downloadFromDiscord(url, { config, say: texts.infos }))
      if (text !== undefined) return text
      readAny = true
    } catch (error) {
      if (!(error instanceof PersonError)) throw error
      refusal ??= error
    }
  }
  if (!readAny && refusal !== undefined) throw refusal
  return undefined
}

/** Attached files that call themselves pictures, and the pictures of embeds. */
function pictureUrls({ attachments, embeds }: Message): string[] {
  return [
    ...attachments
      .filter(({ contentType }) => contentType?.startsWith('image/') === true)
      .map(({ url }) => url),
    ...embeds.flatMap(({ image }) => (image === null ? [] : [image.url])),
  ]
}

/** What another tool's settings are with us. What makes no sense here is left open, as if nobody had given it. */
export function optionsOfParameters(text: string): ImagineOptions {
  const { prompt, negativePrompt, settings } = parseParametersText(text)
  const { Steps, Seed, Size, Sampler = '' } = settings
  const karras = settings['Schedule type'] === 'Karras' && !Sampler.endsWith(' Karras') ? ' Karras' : ''
  const steps = numberWithin(Steps, 1, 1000)
  const seed = numberWithin(Seed, 0, maxSeed)
  return {
    prompt,
    negativePrompt,
    steps: Number.isInteger(steps) ? steps : null,
    guidance: numberWithin(settings['CFG scale'], 0, 50),
    size: Size === undefined || parseSize(Size) === undefined ? null : Size,
    seed: Number.isInteger(seed) ? seed : null,
    count: null,
    scheduler: schedulerSlugs.find((slug) => schedulerNames[slug] === `${Sampler}${karras}`) ?? null,
    strength: null,
  }
}

function numberWithin(text: string | undefined, least: number, most: number): number | null {
  const value = Number(text ?? NaN)
  return value >= least && value <= most ? value : null
}
