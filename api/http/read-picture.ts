import { ApiError } from '#api/contract/api-error.ts'

const dataUrl = /^data:([^,]{0,200}),/i
const address = /^[a-z][a-z0-9+.-]{1,20}:/i
/**
 * Line breaks are what `base64` of a shell puts in; some clients have a space behind a data URL's comma. No letter fits two parts of it:
 * it takes as long as the text is.
 */
const base64 = /^[A-Za-z0-9+/_\s-]*(?:=\s*){0,2}$/

/**
 * The bytes of a picture in a field: base64, or a data URL. An address is refused: we fetch nothing, since what answers there may be
 * meant for this machine alone.
 * @throws {ApiError} 400
 */
export function readPicture(text: string, param: string): Uint8Array {
  const [start, kind = ''] = dataUrl.exec(text) ?? []
  if (start === undefined && address.test(text)) {
    const message = `"${param}" is an address, and addresses are not fetched: send the picture itself, as base64 or as a data URL.`
    throw new ApiError(400, 'address_refused', message, { param })
  }
  const encoded = start === undefined ? text : text.slice(start.length)
  if ((start !== undefined && !/;base64$/i.test(kind)) || !isBase64(encoded)) {
    throw new ApiError(400, 'not_base64', `"${param}" is no picture in base64, and no data URL of one.`, {
      param,
    })
  }
  return Buffer.from(encoded, 'base64')
}

function isBase64(text: string): boolean {
  return /\S/.test(text) && base64.test(text)
}
