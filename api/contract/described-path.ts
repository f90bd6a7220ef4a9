/** One endpoint as the docs page shows it. */
export interface DescribedPath {
  /** The heading that it stands under. */
  tag: string
  method: 'get' | 'post'
  path: string
  summary: string
  /** JSON Schema by media type; an `example` in one is taken as it stands. */
  body?: Record<string, object>
}

/** A PNG of one pixel in base64, for examples. */
export const examplePicture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
export const examplePrompt = 'a red dragon above snowy mountains'
