import { z } from 'zod'
import { parseParametersText } from '#store/settings/a1111.ts'
import { readSettings } from '#store/settings/read-settings.ts'

/** The body of `POST /sdapi/v1/png-info`: a picture as base64 or a data URL. */
export const pngInfoBody = z.object({ image: z.string() })

/** `POST /sdapi/v1/png-info`: how a picture of any tool was made, as A1111's text and taken apart under its names. */
export async function pngInfoAnswer(file: Uint8Array) {
  const found = await readSettings(Buffer.from(file))
  if (found.outcome !== 'read') return { info: '', items: {}, parameters: {} }
  const { prompt, negativePrompt, settings } = parseParametersText(found.text)
  const [, width, height] = /^(\d+)\s*[x×]\s*(\d+)$/i.exec(settings['Size'] ?? '') ?? []
  return {
    info: found.text,
    items: { parameters: found.text },
    parameters: {
      Prompt: prompt,
      'Negative prompt': negativePrompt,
      ...settings,
      ...(width !== undefined && height !== undefined && { 'Size-1': width, 'Size-2': height }),
    },
  }
}
