import sharp from 'sharp'

export interface Inspection {
  contentType: string
  /** Pixels of an image, `null` for anything else. */
  width: number | null
  height: number | null
}

/** Looks into a file as Discord does: an image gets its real type and size, whatever the sender called it. */
export async function inspectFile(bytes: Buffer, givenType: string): Promise<Inspection> {
  try {
    const { format, width, height } = await sharp(bytes).metadata()
    return { contentType: `image/${format}`, width, height }
  } catch {
    return { contentType: givenType || 'application/octet-stream', width: null, height: null }
  }
}
