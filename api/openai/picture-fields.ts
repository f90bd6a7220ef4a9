import type { ImageBody } from './image-body.ts'

/**
 * The fields that a picture is answered in. Without `response_format` OpenAI answers a DALL·E model, or none, with addresses, and clients
 * made for those read nothing else (LibreChat's DALL·E tool, LangChain's wrapper); all others read base64.
 */
export function pictureFields({
  response_format: format,
  model = '',
}: Pick<ImageBody, 'response_format' | 'model'>): readonly ('b64_json' | 'url')[] {
  if (format !== undefined) return [format]
  return model === '' || /^dall-e\b/i.test(model) ? ['b64_json', 'url'] : ['b64_json']
}
