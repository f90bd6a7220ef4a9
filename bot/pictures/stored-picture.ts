import type { RepliableInteraction } from 'discord.js'
import type { Generation, Image } from '#db/schema.ts'
import type { PictureFile } from '#delivery/discord-api.ts'
import { pictureFile, storedPictures } from '#delivery/picture-file.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { FileGoneError } from '#bot/request/file-gone.ts'

/**
 * A picture's PNG from our store: never the message's attachment, whose link expires.
 * @throws {FileGoneError} when the clean-up has taken it; it can be painted again from its seed
 */
export async function storedPng(
  interaction: RepliableInteraction,
  image: Image,
  { store }: Pick<BotDeps, 'store'>,
): Promise<Buffer> {
  const [picture] = image.deletedAt === null ? await storedPictures(store, [image]) : []
  if (picture === undefined) throw new FileGoneError(image.id, interaction.locale)
  return picture.png
}

/**
 * A picture as the file of a message: as it is stored, or, where that is more than may be sent here, smaller. Hidden until a click
 * where it was painted for a server that wants that.
 * @throws {FileGoneError} as `storedPng`
 */
export async function storedPicture(
  interaction: RepliableInteraction,
  { image, generation }: { image: Image; generation: Generation },
  deps: Pick<BotDeps, 'store'>,
): Promise<PictureFile> {
  const png = await storedPng(interaction, image, deps)
  const tooLarge = png.length > interaction.attachmentSizeLimit
  return pictureFile([{ image, png }], tooLarge ? 'smaller' : 'png', { spoiler: generation.spoiler })
}
