import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { withChunk, withText } from '#store/png/chunks.ts'

/** Real pictures of 8×8 pixels that carry what a test puts into them. */
const blank = () => sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })

/** A PNG with these texts. */
export async function pngWith(texts: Record<string, string>): Promise<Buffer> {
  let png: Buffer = await blank().png().toBuffer()
  for (const [keyword, text] of Object.entries(texts)) png = withText(png, keyword, text)
  return png
}

/** A PNG with a text chunk whose bytes are the test's own. */
export async function pngWithBytes(
  type: 'tEXt' | 'zTXt' | 'iTXt',
  keyword: string,
  bytes: Buffer,
): Promise<Buffer> {
  const head = { tEXt: `${keyword}\0`, zTXt: `${keyword}\0\0`, iTXt: `${keyword}\0\0\0\0\0` }[type]
  const data = Buffer.concat([Buffer.from(head), type === 'zTXt' ? deflateSync(bytes) : bytes])
  return withChunk(await blank().png().toBuffer(), { type, data })
}

/** A user comment as piexif, and with it A1111, writes it: UTF-16 with the highest byte first, whatever the file's own order is. */
export function userComment(text: string, order: 'high first' | 'low first' = 'high first'): Buffer {
  const utf16 = Buffer.from(text, 'utf16le')
  return Buffer.concat([Buffer.from('UNICODE\0'), order === 'high first' ? utf16.swap16() : utf16])
}

const ascii = 2
const undefinedType = 7
const long = 4

/** EXIF in big-endian order: texts in the first folder, a user comment in the second. */
export function exifWith({
  comment,
  image = {},
}: {
  comment?: Buffer
  image?: Record<number, string>
}): Buffer {
  const texts = Object.entries(image).map(([tag, text]) => ({
    tag: Number(tag),
    type: ascii,
    value: Buffer.from(`${text}\0`),
  }))
  const photoPlace = Buffer.alloc(4)
  const first = [...texts, { tag: 0x8769, type: long, value: photoPlace }]
  const head = Buffer.concat([Buffer.from('MM\0*'), Buffer.from([0, 0, 0, 8])])
  const length = folder(first, 8).length
  photoPlace.writeUInt32BE(8 + length)
  const photo = comment === undefined ? [] : [{ tag: 0x9286, type: undefinedType, value: comment }]
  return Buffer.concat([head, folder(first, 8), folder(photo, 8 + length)])
}

function folder(entries: { tag: number; type: number; value: Buffer }[], at: number): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4)
  head.writeUInt16BE(entries.length)
  const values: Buffer[] = []
  let place = at + head.length
  for (const [i, { tag, type, value }] of entries.entries()) {
    const entry = 2 + i * 12
    head.writeUInt16BE(tag, entry)
    head.writeUInt16BE(type, entry + 2)
    head.writeUInt32BE(type === long ? 1 : value.length, entry + 4)
    if (value.length <= 4) {
      value.copy(head, entry + 8)
      continue
    }
    head.writeUInt32BE(place, entry + 8)
    values.push(value)
    place += value.length
  }
  return Buffer.concat([head, ...values])
}

/** A JPEG with EXIF in its first segment. */
export async function jpegWith(exif: Buffer): Promise<Buffer> {
  const jpeg = await blank().jpeg().toBuffer()
  const data = Buffer.concat([Buffer.from('Exif\0\0'), exif])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)])
}

/** A WebP in the extended format, with EXIF behind the picture. */
export async function webpWith(exif: Buffer): Promise<Buffer> {
  const simple = await blank().webp().toBuffer()
  const exifFlag = 0x08
  // Width and height less one, 24 bits each.
  const extended = Buffer.from([exifFlag, 0, 0, 0, 7, 0, 0, 7, 0, 0])
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    riffChunk('VP8X', extended),
    simple.subarray(12),
    riffChunk('EXIF', exif),
  ])
  return riffChunk('RIFF', body)
}

function riffChunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}
