import { tooLarge } from '#discord-emulator/rest/api-error.ts'
import type { UploadedFile } from '#discord-emulator/rest/body.ts'
import { invalidForm, issue, tooLong } from '#discord-emulator/rest/form-error.ts'
import { safeFilename } from '#discord-emulator/world/attachment-addresses.ts'
import type { StoredFile } from '#discord-emulator/world/records.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { AttachmentBody } from './message-body.ts'

/** resources/message#create-message: ten files a message. */
const filesLimit = 10

/**
 * The files a message has after a request: new ones with their metadata, and those of before that stay.
 * `attachments` in an edit names all that stay; without it everything stays:
 * https://discord.com/developers/docs/resources/message#edit-message
 */
export function messageFiles(
  state: State,
  given: {
    uploads: readonly UploadedFile[]
    attachments: readonly AttachmentBody[] | null | undefined
    before: readonly StoredFile[]
    sizeLimit: number
    channelId: string
    ephemeral: boolean
  },
): StoredFile[] {
  const { uploads, attachments, before, sizeLimit, channelId, ephemeral } = given
  if (uploads.some((file) => file.bytes.byteLength > sizeLimit)) throw tooLarge()
  const kept = attachments
    ? before.filter((file) => attachments.some(({ id }) => String(id) === file.id))
    : [...before]
  for (const [index, { id }] of (attachments ?? []).entries())
    if (!kept.some((file) => file.id === String(id)) && !uploads.some((file) => file.index === Number(id)))
      throw invalidForm([
        issue(
          ['attachments', index, 'id'],
          'ATTACHMENT_NOT_FOUND',
          `There is no files[${id}] and no attachment ${id}`,
        ),
      ])
  const added = uploads.map((upload): StoredFile => {
    const metadata = attachments?.find(({ id }) => String(id) === String(upload.index))
    const filename = safeFilename(metadata?.filename ?? upload.filename)
    return {
      id: state.ids.next(),
      filename,
      description: metadata?.description ?? null,
      contentType: upload.contentType,
      bytes: upload.bytes,
      width: upload.width,
      height: upload.height,
      spoiler: filename.startsWith('SPOILER_') || metadata?.is_spoiler === true,
      ephemeral,
      channelId,
    }
  })
  const files = [...kept, ...added]
  if (files.length > filesLimit) throw invalidForm([tooLong(['attachments'], filesLimit)])
  return files
}
