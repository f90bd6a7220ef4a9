import { extraNetworksPage } from '#db/extra-networks.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { extraNetworksMessage, extraNetworksPageSize } from '#messages/extra-networks.ts'
import { contactSheet } from './contact-sheet.ts'
import type { BotDeps } from '#bot/contract/deps.ts'

const fileName = 'loras.jpg'

/** One page of `/lora list`, with its files' preview pictures where there are any. A page that is no more is the last one there is. */
export async function showExtraNetworks(
  page: number,
  locale: string,
  { db }: Pick<BotDeps, 'db'>,
): Promise<Outgoing> {
  const asked = await extraNetworksPage(db, page, extraNetworksPageSize)
  const last = Math.max(0, Math.ceil(asked.total / extraNetworksPageSize) - 1)
  const { networks } = page <= last ? asked : await extraNetworksPage(db, last, extraNetworksPageSize)
  const previews = networks.map(({ preview }) => preview ?? undefined)
  const pictured = previews.some((preview) => preview !== undefined)
  const body = extraNetworksMessage({
    networks,
    page: Math.min(page, last),
    total: asked.total,
    fileName: pictured ? fileName : undefined,
    locale,
  })
  return pictured
    ? { body, files: [{ name: fileName, contentType: 'image/jpeg', data: await contactSheet(previews) }] }
    : { body }
}
