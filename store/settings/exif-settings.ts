import { hasSettingsLine, settingsOfParameters } from './a1111.ts'
import { readComfyUi } from './comfyui/comfyui.ts'
import type { ExifTexts } from './exif-texts.ts'
import { readJsonOfTool } from './json-of-tool.ts'
import { readNovelAi } from './novelai.ts'
import type { Reading } from './picture-settings.ts'

/** Settings in a JPEG's or WebP's EXIF. Cameras write comments, too: only what is certain to be settings counts. */
export function readExif(exif: ExifTexts): Reading {
  const { userComment } = exif
  if (userComment !== undefined) {
    const found = readJsonOfTool(userComment)
    const reading = found?.reading ?? (found && readOthers(found.json))
    if (reading !== undefined) return reading
    if (hasSettingsLine(userComment)) return settingsOfParameters(userComment)
  }
  return readComfyUi(comfyTexts(exif))
}

/** What PNGs have as chunks, other kinds of file have as one object: NovelAI's, and that of ComfyUI's image savers. */
function readOthers(json: object): Reading {
  const texts = new Map(
    Object.entries(json).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )
  return readNovelAi(texts) ?? readComfyUi(texts)
}

/** ComfyUI writes `prompt:{…}` and `workflow:{…}` into tags that are meant for a camera's name (nodes_images.py). */
function comfyTexts({ make, model, imageDescription }: ExifTexts): Map<string, string> {
  return new Map(
    [make, model, imageDescription].flatMap((text): [string, string][] => {
      const [, name, json] = /^\s*(prompt|workflow)\s*:\s*(\{[^]*)$/i.exec(text ?? '') ?? []
      return name === undefined || json === undefined ? [] : [[name.toLowerCase(), json]]
    }),
  )
}
