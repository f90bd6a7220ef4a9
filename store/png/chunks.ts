import { isUtf8 } from 'node:buffer'
import { crc32, inflateSync } from 'node:zlib'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

export interface Chunk {
  type: string
  data: Buffer
}

/**
 * Puts a text into a PNG, behind its header: tEXt where the text is Latin-1, otherwise iTXt, as Pillow does for A1111, so that
 * every tool reads it and no script breaks. (PNG specification, third edition, 11.3.3)
 */
export function withText(png: Buffer, keyword: string, text: string): Buffer {
  // A NUL ends a text in both kinds of chunk.
  const clean = text.replaceAll('\0', '')
  const latin1 = Buffer.from(clean, 'latin1')
  // Read back as UTF-8 where it happens to be valid UTF-8 ("Ã©"), Latin-1 would be another text.
  const isLatin1 = latin1.toString('latin1') === clean && plainText(latin1) === clean
  return isLatin1
    ? withChunk(png, { type: 'tEXt', data: Buffer.concat([Buffer.from(`${keyword}\0`), latin1]) })
    : // No compression, no language, no translated keyword.
      withChunk(png, { type: 'iTXt', data: Buffer.from(`${keyword}\0\0\0\0\0${clean}`, 'utf8') })
}

/** A chunk of any type in the same place. */
export function withChunk(png: Buffer, chunk: Chunk): Buffer {
  // The header is always the first chunk, 13 bytes long.
  const headerEnd = signature.length + 8 + 13 + 4
  return Buffer.concat([png.subarray(0, headerEnd), encodeChunk(chunk), png.subarray(headerEnd)])
}

/** The text under `keyword`, from any of the three kinds of text chunk; undefined when there is none or this is no PNG. */
export function readText(png: Buffer, keyword: string): string | undefined {
  return readTexts(png).get(keyword)
}

/** All texts of a PNG by their keywords; of several with one keyword, the first. Without NUL, which no database takes. */
export function readTexts(png: Buffer): Map<string, string> {
  const texts = new Map<string, string>()
  let left = mostTextBytes
  for (const chunk of chunks(png)) {
    if (!isText(chunk)) continue
    const keyword = chunk.data.toString('latin1', 0, Math.max(chunk.data.indexOf(0), 0))
    if (keyword === '' || texts.has(keyword)) continue
    const bytes = bytesOf(chunk, keyword.length + 1)
    if (bytes === undefined || bytes.length > left) continue
    left -= bytes.length
    texts.set(keyword, plainText(bytes).replaceAll('\0', ''))
  }
  return texts
}

const isText = ({ type }: Chunk) => type === 'tEXt' || type === 'zTXt' || type === 'iTXt'

/** The bytes of a text chunk's text, behind its keyword; undefined for one that is damaged. */
function bytesOf({ type, data }: Chunk, from: number): Buffer | undefined {
  if (type === 'tEXt') return data.subarray(from)
  if (type === 'zTXt') return inflate(data.subarray(from + 1))
  const language = data.indexOf(0, from + 2)
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1)
  if (translated === -1) return undefined
  const text = data.subarray(translated + 1)
  return data[from] === 1 ? inflate(text) : text
}

/**
 * Two kinds of chunk are Latin-1 by the book, but many tools write UTF-8 into them: it is UTF-8 where the bytes are valid UTF-8.
 * The third is UTF-8, but not in every tool.
 */
function plainText(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1')
}

/** Sizes and checksums of chunks that people upload are not to be trusted: reading stops at the first that is not whole. */
function* chunks(png: Buffer): Generator<Chunk> {
  if (!png.subarray(0, signature.length).equals(signature)) return
  let at = signature.length
  while (at + 12 <= png.length) {
    const size = png.readUInt32BE(at)
    if (at + 12 + size > png.length) return
    yield { type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + size) }
    at += 12 + size
  }
}

function encodeChunk({ type, data }: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(data.length, 0)
  named.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(named), named.length + 4)
  return chunk
}

/** The most bytes that all texts together may unpack to; the rest is left out. A workflow of a hundred nodes has some 100 kB. */
const mostTextBytes = 4 * 1024 * 1024

function inflate(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: mostTextBytes })
  } catch {
    return undefined
  }
}
