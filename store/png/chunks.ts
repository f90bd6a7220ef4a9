import { crc32, inflateSync } from 'node:zlib'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')

interface Chunk {
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
  const latin1 = Buffer.from(clean, 'latin1').toString('latin1') === clean
  const chunk = latin1
    ? encodeChunk({ type: 'tEXt', data: Buffer.from(`${keyword}\0${clean}`, 'latin1') })
    : // No compression, no language, no translated keyword.
      encodeChunk({ type: 'iTXt', data: Buffer.from(`${keyword}\0\0\0\0\0${clean}`, 'utf8') })
  // The header is always the first chunk, 13 bytes long.
  const headerEnd = signature.length + 8 + 13 + 4
  return Buffer.concat([png.subarray(0, headerEnd), chunk, png.subarray(headerEnd)])
}

/** The text under `keyword`, from any of the three kinds of text chunk; undefined when there is none or this is no PNG. */
export function readText(png: Buffer, keyword: string): string | undefined {
  for (const { type, data } of chunks(png)) {
    const end = data.indexOf(0)
    if (end === -1 || data.toString('latin1', 0, end) !== keyword) continue
    if (type === 'tEXt') return data.toString('latin1', end + 1)
    if (type === 'zTXt') return inflate(data.subarray(end + 2))?.toString('latin1')
    if (type === 'iTXt') {
      const language = data.indexOf(0, end + 3)
      const translated = data.indexOf(0, language + 1)
      if (language === -1 || translated === -1) return undefined
      const text = data.subarray(translated + 1)
      return (data[end + 1] === 1 ? inflate(text) : text)?.toString('utf8')
    }
  }
  return undefined
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

/** A megabyte is more than any prompt; a chunk that unpacks to more is not one. */
const mostTextBytes = 1024 * 1024

function inflate(data: Buffer): Buffer | undefined {
  try {
    return inflateSync(data, { maxOutputLength: mostTextBytes })
  } catch {
    return undefined
  }
}
