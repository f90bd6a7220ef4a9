import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

export interface ZipEntry {
  name: string
  data: Uint8Array
  /** When it was made. */
  at: Date
  /** PNGs are compressed already. */
  compress: boolean
}

/** A ZIP file in memory; entries are taken one after the other. */
export async function zipOf(entries: AsyncIterable<ZipEntry>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error
    chunks.push(chunk)
  })
  for await (const { name, data, at, compress } of entries) {
    const file = compress ? new ZipDeflate(name) : new ZipPassThrough(name)
    file.mtime = at
    zip.add(file)
    file.push(data, true)
  }
  zip.end()
  return Buffer.concat(chunks)
}
