import { ApiError } from '#api/contract/api-error.ts'

/** OpenAI's own limit. */
export const mostImages = 16

/** What is asked of `/v1/images/edits`: its fields, its pictures in order, and its mask. */
export interface AskedEdit {
  fields: Record<string, unknown>
  images: Uint8Array[]
  mask: Uint8Array | undefined
}

export function missingImage(): ApiError {
  const message =
    'image is missing: send a PNG, JPEG, WebP or GIF as the form field image, or as images: [{"image_url": "data:…"}] in JSON.'
  return new ApiError(400, 'missing_image', message, { param: 'image' })
}
