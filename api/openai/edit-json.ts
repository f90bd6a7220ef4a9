import { z } from 'zod'
import { readPicture } from '#api/http/read-picture.ts'
import { open } from '#api/http/lax.ts'
import { parse } from '#api/http/parse.ts'
import { type AskedEdit, missingImage, mostImages } from './asked-edit.ts'

const picture = z.union([z.string(), z.object({ image_url: z.string() }).transform((one) => one.image_url)], {
  error: 'is a data URL, base64, or {"image_url": "data:…"}: files are not kept here',
})
const pictures = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  // Counted before each is looked at: a body holds millions.
  z.array(z.unknown()).max(mostImages).pipe(z.array(picture)),
)

/**
 * The body of `/v1/images/edits` in JSON (OpenAI's OpenAPI description, `EditImageBodyJsonParam`): its `images`, or `image` as other
 * services of its shape name it.
 */
const editBody = z.looseObject({ images: open(pictures), image: open(pictures), mask: open(picture) })

/** @throws {ApiError} 400 without a picture, for a file's id and for an address */
export function editJson(body: unknown): AskedEdit {
  const { images, image, mask, ...fields } = parse(editBody, body)
  const given = images ?? image ?? []
  if (given.length === 0) throw missingImage()
  return {
    fields,
    images: given.map((one) => readPicture(one, 'images')),
    mask: mask === undefined ? undefined : readPicture(mask, 'mask'),
  }
}
