import { isUtf8 } from 'node:buffer'

/** The texts in a file's EXIF that tools write their settings into, by the tags' names. */
export interface ExifTexts {
  userComment?: string
  imageDescription?: string
  make?: string
  model?: string
  software?: string
}

const tags = { imageDescription: 0x010e, make: 0x010f, model: 0x0110, software: 0x0131, userComment: 0x9286 }
const exifFolder = 0x8769

/** Of the types that texts come in: BYTE, ASCII and UNDEFINED have one byte a value, a folder's place is a LONG of four. */
const byteTypes = [1, 2, 7]
const entryBytes = 12

/**
 * Reads the few tags that are of use, and nothing else: general readers unpack every tag, and a hostile file makes them fill the
 * memory. What is damaged is left out. (CIPA DC-008, Exif 2.32, 4.6)
 */
export function readExifTexts(exif: Buffer): ExifTexts {
  const tiff = exif.subarray(0, 6).equals(Buffer.from('Exif\0\0')) ? exif.subarray(6) : exif
  const order = tiff.toString('latin1', 0, 2)
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return {}
  const little = order === 'II'
  const image = readFolder(tiff, uint32(tiff, 4, little), little)
  const photoAt = image.get(exifFolder)
  const photo = photoAt === undefined ? image : readFolder(tiff, photoAt.readUInt32BE(0), little)
  const texts: ExifTexts = {}
  for (const [name, tag] of entries(tags)) {
    const value = photo.get(tag) ?? image.get(tag)
    const text = value && (name === 'userComment' ? commentOf(value) : plainText(value))
    if (text !== undefined && text !== '') texts[name] = text
  }
  return texts
}

/** The values of one folder's tags that are known here; that of the EXIF folder is its place, as four bytes, highest first. */
function readFolder(tiff: Buffer, at: number, little: boolean): Map<number, Buffer> {
  const values = new Map<number, Buffer>()
  if (at + 2 > tiff.length) return values
  const count = uint16(tiff, at, little)
  for (let i = 0; i < count; i++) {
    const entry = at + 2 + i * entryBytes
    if (entry + entryBytes > tiff.length) break
    const tag = uint16(tiff, entry, little)
    const type = uint16(tiff, entry + 2, little)
    const length = uint32(tiff, entry + 4, little)
    if (tag === exifFolder) {
      const place = Buffer.alloc(4)
      place.writeUInt32BE(uint32(tiff, entry + 8, little))
      values.set(tag, place)
    } else if (byteTypes.includes(type) && entries(tags).some(([, known]) => known === tag)) {
      const from = length <= 4 ? entry + 8 : uint32(tiff, entry + 8, little)
      if (from + length <= tiff.length) values.set(tag, tiff.subarray(from, from + length))
    }
  }
  return values
}

/** A user comment begins with eight bytes that name its characters; some tools leave them out. */
function commentOf(value: Buffer): string {
  const code = value.toString('latin1', 0, 8)
  const text = value.subarray(8)
  if (code === 'UNICODE\0') return unicodeText(text)
  if (code === 'ASCII\0\0\0' || code === '\0'.repeat(8)) return plainText(text)
  return plainText(value)
}

/**
 * "UNICODE" is UTF-16. In which order of bytes is not agreed upon: piexif, and with it A1111, writes the highest first in every
 * file, others follow the file's own. The zeros in the Latin letters of settings tell. A text without any zero is UTF-8.
 */
function unicodeText(text: Buffer): string {
  const bytes = text.subarray(0, text.length - (text.length % 2))
  const zeros = { high: 0, low: 0 }
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2 === 0 ? 'high' : 'low'] += 1
  if (zeros.high === 0 && zeros.low === 0) return plainText(text)
  const decoder = new TextDecoder(zeros.high >= zeros.low ? 'utf-16be' : 'utf-16le')
  return decoder.decode(bytes).replaceAll('\0', '').trim()
}

/** UTF-8 where the bytes are valid UTF-8, else Latin-1. */
function plainText(bytes: Buffer): string {
  return bytes
    .toString(isUtf8(bytes) ? 'utf8' : 'latin1')
    .replaceAll('\0', '')
    .trim()
}

function uint16(buffer: Buffer, at: number, little: boolean): number {
  return little ? buffer.readUInt16LE(at) : buffer.readUInt16BE(at)
}

function uint32(buffer: Buffer, at: number, little: boolean): number {
  return little ? buffer.readUInt32LE(at) : buffer.readUInt32BE(at)
}

// Object.entries widens the keys; the object is a constant, so these are all.
const entries = <T extends object>(object: T) => Object.entries(object) as [keyof T, T[keyof T]][]
