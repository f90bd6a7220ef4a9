import sharp from 'sharp'
import type { Generation } from '#db/schema.ts'
import type { Picture } from '#diffusion/contract.ts'

/** A picture as the PNG that is kept and sent. */
export async function encodePicture({ image }: Picture, _row: Generation): Promise<Buffer> {
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .png()
    .toBuffer()
}
