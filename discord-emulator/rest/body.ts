import { inspectFile } from '#discord-emulator/world/inspect-file.ts'
import { invalidJson, tooLarge } from './api-error.ts'
import { invalidForm, issue } from './form-error.ts'

/** A file of a multipart request: `files[n]`. */
export interface UploadedFile {
  /** The n of `files[n]`; `attachments[].id` names it. */
  index: number
  filename: string
  contentType: string
  bytes: Buffer
  /** Pixels of an image, `null` for anything else. */
  width: number | null
  height: number | null
}

export interface ParsedBody {
  json: unknown
  files: UploadedFile[]
}

/** Of a whole request: https://discord.com/developers/docs/reference#uploading-files */
export const requestSizeLimit = 100 * 1024 * 1024

export async function parseBody(request: Request): Promise<ParsedBody> {
  if (Number(request.headers.get('content-length') ?? 0) > requestSizeLimit) throw tooLarge()
  const type = request.headers.get('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) return await parseMultipart(request)
  const text = await request.text()
  return { json: text === '' ? undefined : parseJson(text), files: [] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalidJson()
  }
}

/** `payload_json` holds what would have been the JSON body. */
async function parseMultipart(request: Request): Promise<ParsedBody> {
  const form = await request.formData()
  const files: UploadedFile[] = []
  let json: unknown = {}
  for (const [field, value] of form.entries()) {
    if (typeof value === 'string') {
      if (field === 'payload_json') json = parseJson(value)
      continue
    }
    const index = /^files\[(\d+)\]$/.exec(field)?.[1]
    if (index === undefined)
      throw invalidForm([issue([field], 'BASE_TYPE_INVALID', 'Files are named files[n].')])
    const bytes = Buffer.from(await value.arrayBuffer())
    files.push({
      index: Number(index),
      filename: value.name,
      bytes,
      ...(await inspectFile(bytes, value.type)),
    })
  }
  return { json, files }
}
