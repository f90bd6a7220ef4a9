import { PersonError } from '#core/errors.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { Preset } from '#core/presets.ts'
import { typed } from '#messages/escape.ts'
import type { Texts } from '#messages/texts/texts.ts'
import { drawWords } from '#request/draw-words.ts'

const namesShown = 20
const nameShown = 60

/** Puts drawn words in place of the wildcards of a prompt. Throws {PersonError} for one that no word can be drawn for. */
export type DrawWords = (prompt: string) => Promise<string>

export function wildcardDrawer(modelsDir: string, texts: Texts): DrawWords {
  return async (prompt) => {
    const drawn = await drawWords(prompt, modelsDir)
    if (drawn.outcome === 'drawn') return drawn.prompt
    throw new PersonError('refused', sentenceOf(drawn, texts))
  }
}

function sentenceOf(
  drawn: Exclude<Awaited<ReturnType<typeof drawWords>>, { outcome: 'drawn' }>,
  { prompts }: Texts,
): string {
  const name = typed(drawn.name, nameShown)
  switch (drawn.outcome) {
    case 'unknown':
      return drawn.known.length === 0
        ? prompts.noWildcards(name)
        : prompts.unknownWildcard(name, drawn.known.slice(0, namesShown).join(', '))
    case 'empty':
      return prompts.emptyWildcard(name)
    case 'endless':
      return prompts.endlessWildcard(name)
  }
}

/** A prompt and its negative, both drawn for. */
export async function withWords<Prompts extends { prompt: string; negativePrompt: string | null }>(
  prompts: Prompts,
  draw: DrawWords,
): Promise<Prompts> {
  const { prompt, negativePrompt } = prompts
  return {
    ...prompts,
    prompt: await draw(prompt),
    negativePrompt: negativePrompt === null ? null : await draw(negativePrompt),
  }
}

/** What else a prompt is made of: a preset and the server's defaults. */
export async function withWordsToo<
  Under extends { preset: Preset | undefined; defaults: PaintTerms['defaults'] },
>(under: Under, draw: DrawWords): Promise<Under> {
  const { preset, defaults } = under
  return {
    ...under,
    ...(preset && {
      preset: {
        ...preset,
        style: await draw(preset.style),
        negativePrompt: await draw(preset.negativePrompt),
      },
    }),
    ...(defaults.negativePrompt !== undefined && {
      defaults: { ...defaults, negativePrompt: await draw(defaults.negativePrompt) },
    }),
  }
}
