import { imagesOf } from '#db/images.ts'
import { forgetPictureCopy, stalePictureCopies } from '#db/picture-copies.ts'
import type { Generation } from '#db/schema.ts'
import type { PictureFile } from '#delivery/discord-api.ts'
import { generationPicture } from '#delivery/generation-picture.ts'
import { storedPictures } from '#delivery/picture-file.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { notice } from '#messages/notice.ts'
import { textsFor } from '#messages/texts/texts.ts'
import { tryEdit } from './try-edit.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { upscalersOf } from '#bot/pictures/upscalers-of.ts'

const messagesARound = 50

/** One round: messages that show a picture which its person deleted lose it, wherever the button was. */
export async function refreshMessages(deps: BotDeps): Promise<void> {
  for (const { copy, generation } of await stalePictureCopies(deps.db, messagesARound)) {
    const left = copy.messageId === generation.messageId ? await withoutDeleted(generation, deps) : undefined
    const { body, files } = left ?? { body: notice(textsFor(copy.locale).deleted), files: [] }
    if (await tryEdit(deps, copy, body, files)) await forgetPictureCopy(deps.db, copy.messageId)
  }
}

/** A grid with what is left of it; undefined when nothing is. Its first line stays. */
async function withoutDeleted(
  generation: Generation,
  { db, store }: Pick<BotDeps, 'db' | 'store'>,
): Promise<{ body: Partial<MessageBody>; files: PictureFile[] } | undefined> {
  const images = (await imagesOf(db, generation.id)).filter(({ deletedAt }) => deletedAt === null)
  const [first, ...others] = await storedPictures(store, images)
  if (first === undefined) return undefined
  const { body, files } = await generationPicture(generation, [first, ...others], {
    encoding: 'png',
    upscalers: await upscalersOf(generation.model, { db }),
  })
  const { content: _, ...rest } = body
  return { body: rest, files }
}
