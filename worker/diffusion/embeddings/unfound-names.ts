/** ComfyUI's way to name an embedding. */
const named = /(?<![\p{L}\p{N}_])embedding:[ ]*([\w.-]+)/giu
/** Names that people give to embeddings: EasyNegative, badhandv4, bad_prompt_version2. A prompt's words rarely look so. */
const likeName = /^(?=[\w.-]{5,}$)[a-z].*?(?:[a-z]{2}[A-Z]|[a-z]{3}[-_]?v?\d)/i
const inCapitals = /[a-z]{2}[A-Z]|\d/
const separators = /[,，\n()[\]:|]/u
const mostNames = 5

/**
 * Names of embeddings that are not there and so are read as words: those behind "embedding:", and words of the negative prompt
 * that look like such a name.
 * @param known whether an embedding's name begins somewhere in a text
 */
export function unfoundNames(
  { prompt, negativePrompt }: { prompt: string; negativePrompt: string },
  known: (text: string) => boolean,
): string[] {
  const behindWord = [prompt, negativePrompt].flatMap((text) =>
    Array.from(text.matchAll(named), ([, name = '']) => name),
  )
  const likely = negativePrompt
    .split(separators)
    .map((words) => words.trim())
    .filter((word) => likeName.test(word) && inCapitals.test(word))
  return [...new Set([...behindWord, ...likely])].filter((name) => !known(name)).slice(0, mostNames)
}
