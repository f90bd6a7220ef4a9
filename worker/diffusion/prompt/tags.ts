import { wordCharacter } from './python-text.ts'

/** `<word:a:b=c>` of a prompt. */
export interface Tag {
  /** As typed, brackets and all. */
  text: string
  /** What stands before the first colon; its case counts. */
  word: string
  /** What stands between the colons after it, not trimmed. */
  items: string[]
  /** Those without exactly one `=`. */
  positional: string[]
  named: Record<string, string>
}

const tagPattern = new RegExp(`<(${wordCharacter}+):([^>]+)>`, 'gu')

/**
 * Takes the tags out of a prompt (stable-diffusion-webui, `modules/extra_networks.py`): nothing stands in their place, spaces and
 * commas around them stay. Unknown ones go, too. Negative prompts have no tags.
 */
export function takeTags(prompt: string): { text: string; tags: Tag[] } {
  const tags: Tag[] = []
  const text = prompt.replaceAll(tagPattern, (whole: string, word: string, args: string) => {
    const items = args.split(':')
    const halves = items.map((item) => ({ item, parts: item.split('=') }))
    tags.push({
      text: whole,
      word,
      items,
      positional: halves.filter(({ parts }) => parts.length !== 2).map(({ item }) => item),
      named: Object.fromEntries(
        halves.flatMap(({ parts: [name, value, rest] }) =>
          name !== undefined && value !== undefined && rest === undefined ? [[name, value]] : [],
        ),
      ),
    })
    return ''
  })
  return { text, tags }
}

const namePattern = new RegExp(`<(${wordCharacter}[^<>:]*)>`, 'gu')

/** Takes names in angle brackets out for which `known` doesn't answer true, as many write the names of embeddings. */
export function takeNames(text: string, known: (name: string) => boolean): { text: string; names: string[] } {
  const names: string[] = []
  const left = text.replaceAll(namePattern, (whole: string, name: string) => {
    if (known(name)) return whole
    names.push(whole)
    return ''
  })
  return { text: left, names }
}
