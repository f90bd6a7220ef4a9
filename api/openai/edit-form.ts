import { ApiError } from '#api/contract/api-error.ts'
import { readPicture } from '#api/http/read-picture.ts'
import { type AskedEdit, missingImage, mostImages } from './asked-edit.ts'

/**
 * The form as clients send it: pictures as `image` or `image[]`, once or several times; the `openai` package writes `image[0]` for a list
 * in an older version.
 * @param form as Hono parses it with `{ all: true }`
 * @throws {ApiError} 400 without a picture, and with too many
 */
export async function editForm(form: Record<string, string | File | (string | File)[]>): Promise<AskedEdit> {
  const entries = Object.entries(form).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ name, value: one })),
  )
  const isImage = (name: string) => /^image(?:\[\d*\])?$/.test(name)
  const given = entries.filter(({ name }) => isImage(name))
  if (given.length > mostImages) {
    const message = `A form has ${mostImages} pictures at most, and this one ${given.length}.`
    throw new ApiError(400, 'too_many_images', message, { param: 'image' })
  }
  const images = await Promise.all(given.map(async ({ value }) => bytesOf(value, 'image')))
  if (images.length === 0) throw missingImage()
  const mask = entries.find(({ name }) => name === 'mask')
  const others = entries.filter(
    ({ name, value }) => !isImage(name) && name !== 'mask' && typeof value === 'string',
  )
  return {
    fields: fieldsOf(others),
    images,
    mask: mask && (await bytesOf(mask.value, 'mask')),
  }
}

/** A field that comes several times (`lora`, `lora[]`) is a list. */
function fieldsOf(entries: readonly { name: string; value: string | File }[]): Record<string, unknown> {
  const fields = new Map<string, unknown[]>()
  for (const { name, value } of entries) {
    const bare = name.replace(/\[\d*\]$/, '')
    fields.set(bare, [...(fields.get(bare) ?? []), value])
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}

async function bytesOf(value: string | File, param: string): Promise<Uint8Array> {
  return typeof value === 'string' ? readPicture(value, param) : new Uint8Array(await value.arrayBuffer())
}
