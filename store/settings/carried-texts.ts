import sharp from 'sharp'
import { readTexts } from '#store/png/chunks.ts'
import { type ExifTexts, readExifTexts } from './exif-texts.ts'

/** Everything in a picture's file that a tool may have written its settings into. */
export interface CarriedTexts {
  /** A PNG's text chunks by their keywords; of several with one keyword, the first. */
  png: ReadonlyMap<string, string>
  /** JPEG, WebP, AVIF, and PNGs with an eXIf chunk. */
  exif: ExifTexts
}

/** Reads the texts out of a picture's file. A file that is no picture carries none. */
export async function carriedTexts(file: Buffer): Promise<CarriedTexts> {
  const exif = await exifOf(file).catch(() => undefined)
  return { png: readTexts(file), exif: exif === undefined ? {} : readExifTexts(exif) }
}

/** @throws when it is no picture, or empty */
async function exifOf(file: Buffer): Promise<Buffer | undefined> {
  const { exif } = await sharp(file).metadata()
  return exif
}
