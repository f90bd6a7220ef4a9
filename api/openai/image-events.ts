import type { OutputFormat } from './image-body.ts'

/** What a stream of pictures is of, as OpenAI names its events. */
export type Stream = 'image_generation' | 'image_edit'

/** The picture of an event, and how it is encoded. */
export interface EventPicture {
  b64: string
  width: number
  height: number
  format: OutputFormat
  at: Date
}

/**
 * The data of `image_generation.partial_image` and `image_edit.partial_image` (OpenAI's OpenAPI description,
 * `ImageGenPartialImageEvent`).
 */
export function partialImage(stream: Stream, picture: EventPicture, index: number) {
  return { type: `${stream}.partial_image` as const, ...common(picture), partial_image_index: index }
}

/** The data of `image_generation.completed` and `image_edit.completed` (`ImageGenCompletedEvent`). */
export function completed(stream: Stream, picture: EventPicture) {
  return {
    type: `${stream}.completed` as const,
    ...common(picture),
    usage: noTokens,
  }
}

/** Nothing here is counted in tokens; the field must be there. */
export const noTokens = {
  total_tokens: 0,
  input_tokens: 0,
  output_tokens: 0,
  input_tokens_details: { text_tokens: 0, image_tokens: 0 },
} as const

function common({ b64, width, height, format, at }: EventPicture) {
  return {
    b64_json: b64,
    created_at: Math.floor(at.getTime() / 1000),
    size: `${width}x${height}`,
    quality: 'high',
    background: 'opaque',
    output_format: format,
  }
}

/** The step from which on partial image `index` of `count` is due: they are spread evenly, with the finished picture behind the last. */
export function partialDueAt(index: number, count: number, steps: number): number {
  return Math.ceil(((index + 1) * steps) / (count + 1))
}
