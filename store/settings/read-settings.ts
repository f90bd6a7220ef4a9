import { settingsOfParameters } from './a1111.ts'
import { carriedTexts } from './carried-texts.ts'
import { readComfyUi } from './comfyui/comfyui.ts'
import { readExif } from './exif-settings.ts'
import { readInvokeAi } from './invokeai.ts'
import { readNovelAi } from './novelai.ts'
import { readJsonOfTool } from './json-of-tool.ts'
import type { Reading, SettingsFound } from './picture-settings.ts'
import { settingsText } from './settings-text.ts'

/**
 * Reads how a picture was made from its file (PNG, JPEG, WebP or AVIF) of any tool. Never throws, not even for a damaged file.
 * Settings that can't be read are told apart from a file without settings.
 */
export async function readSettings(file: Buffer): Promise<SettingsFound> {
  const { png, exif } = await carriedTexts(file)
  const parameters = png.get('parameters')
  let unreadable: SettingsFound | undefined
  // A file may hold the settings of several tools: one may have what another lacks.
  for (const read of [
    () => (parameters === undefined ? undefined : readParameters(parameters)),
    () => readInvokeAi(png),
    () => readNovelAi(png),
    () => readComfyUi(png),
    () => readExif(exif),
  ]) {
    const reading = read()
    if (reading === undefined) continue
    if ('unreadable' in reading) {
      unreadable ??= { outcome: 'unreadable', tool: reading.tool, because: reading.unreadable }
    } else return { outcome: 'read', settings: reading, text: reading.written ?? settingsText(reading) }
  }
  return unreadable ?? { outcome: 'none' }
}

/** A PNG's chunk `parameters`: JSON of tools that write it so, or A1111's text. */
function readParameters(text: string): Reading {
  const json = readJsonOfTool(text)
  if (json === undefined) return settingsOfParameters(text)
  return json.reading ?? { tool: '?', unreadable: { why: 'form' } }
}
