import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type { ExtraNetwork } from '#core/extra-networks.ts'
import { customId, noRow } from './custom-id.ts'
import { page as textPage } from './embed.ts'
import { shorten, typed } from './escape.ts'
import { altTextMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

export const extraNetworksPageSize = 9

const nameShown = 90
const wordsShown = 90

export interface ExtraNetworksPage {
  networks: readonly Omit<ExtraNetwork, 'preview'>[]
  /** From 0. */
  page: number
  total: number
  /** The sheet of preview pictures, where one of them has any. */
  fileName: string | undefined
  locale: string
}

/** `/lora list`: names, trigger words and previews, page by page. */
export function extraNetworksMessage({
  networks,
  page,
  total,
  fileName,
  locale,
}: ExtraNetworksPage): MessageBody {
  const texts = textsFor(locale).loras
  if (total === 0) return textPage({ title: texts.title, lines: [texts.none] })
  const pages = Math.ceil(total / extraNetworksPageSize)
  const body = textPage({
    title: texts.title,
    lines: [
      ...networks.map(({ kind, name, words, suits }, i) =>
        [
          `${i + 1}\\. **${typed(name, nameShown)}**`,
          ...(kind === 'embedding' ? [texts.embedding] : []),
          ...(suits.steps === undefined ? [] : [texts.steps(suits.steps)]),
          ...(words === '' ? [] : [texts.words(typed(words, wordsShown))]),
        ].join(' · '),
      ),
      '',
      `${texts.how} ${pages > 1 ? texts.page(page + 1, pages) : ''}`.trim(),
    ],
  })
  const [embed] = body.embeds ?? []
  return {
    ...body,
    ...(fileName !== undefined && {
      embeds: [{ ...embed, image: { url: `attachment://${fileName}` } }],
      attachments: [
        {
          id: 0,
          filename: fileName,
          description: shorten(
            networks.map(({ name }, i) => `${i + 1}: ${name}`).join('\n'),
            altTextMaxLength,
          ),
        },
      ],
    }),
    components:
      pages < 2
        ? []
        : [
            {
              type: ComponentType.ActionRow,
              components: [
                pageButton(page - 1, texts.before, page > 0),
                pageButton(page + 1, texts.after, page + 1 < pages),
              ],
            },
          ],
  }
}

function pageButton(page: number, label: string, enabled: boolean) {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: customId('lora_page', noRow, Math.max(page, 0)),
    disabled: !enabled,
  } as const
}
