import type { ListFileEntry } from '@huggingface/hub'
import { PersonError } from '#core/errors.ts'
import { bytesText } from './model-text.ts'
import { modelParts } from './model-report.ts'

/** One of the files that a model's weights were cut into. */
const shard = /-\d{5}-of-\d{5}\.safetensors$/
const mostNamed = 6

/**
 * The file of a hub repository that is to be fetched; undefined where it is a model folder.
 * @param asked a path in the repository
 * @throws PersonError `usage` where several may be meant, or there is none of that name
 */
export function singleFile(
  id: string,
  listing: readonly ListFileEntry[],
  asked: string | undefined,
): ListFileEntry | undefined {
  const files = listing.filter(({ type }) => type === 'file')
  if (asked !== undefined) {
    const file = files.find(({ path }) => path === asked)
    if (file) return file
    throw new PersonError('usage', `${id} has no file ${asked}.`)
  }
  if (
    files.some(({ path }) => path.endsWith('.onnx') && modelParts.some((part) => path.startsWith(`${part}/`)))
  )
    return undefined
  const single = files.filter(({ path }) => /^[^/]+\.safetensors$/.test(path) && !shard.test(path))
  const [only, ...others] = single
  if (!only || others.length === 0) return only
  const named = single.slice(0, mostNamed).map(({ path, size }) => `${path} (${bytesText(size)})`)
  throw new PersonError(
    'usage',
    `${id} holds ${single.length} files: name one with --file, such as ${named.join(', ')}${single.length > mostNamed ? ' …' : ''}.`,
  )
}
