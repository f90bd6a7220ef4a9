import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type { ExtraNetwork } from '#core/extra-networks.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { customId, noRow } from './custom-id.ts'
import { page as textPage } from './embed.ts'
import { shorten, typed } from './escape.ts'
import { altTextMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { plainNumber } from './numbers.ts'
import { textsFor } from './texts/texts.ts'

export const extraNetworksPageSize = 9

const nameShown = 90
const wordsShown = 90
const aboutShown = 80
/** A page's text has 2,048 characters; its last line explains. */
const linesMaxLength = 1700

/** Which list is shown: its texts, and the button that turns its pages. */
export type NetworkList = 'loras' | 'models'

export interface ListedNetwork extends Pick<ExtraNetwork, 'kind' | 'name' | 'words' | 'suits' | 'about'> {
  /** Of models: their own size. */
  size?: { width: number; height: number }
  /** Whether its reader may use it here. */
  usable: boolean
}

export interface ExtraNetworksPage {
  list: NetworkList
  networks: readonly ListedNetwork[]
  /** From 0. */
  page: number
  total: number
  /** The sheet of preview pictures, where one of them has any. */
  fileName: string | undefined
  locale: string
}

/** `/lora list` and `/model list`: names, trigger words, what suits them, and previews, page by page. */
export function extraNetworksMessage({
  list,
  networks,
  page,
  total,
  fileName,
  locale,
}: ExtraNetworksPage): MessageBody {
  const { loras: texts } = textsFor(locale)
  const own = texts.lists[list]
  if (total === 0) return textPage({ title: own.title, lines: [own.none] })
  const pages = Math.ceil(total / extraNetworksPageSize)
  const body = textPage({
    title: own.title,
    lines: [
      ...linesOf(networks, locale),
      '',
      `${own.how} ${pages > 1 ? texts.page(page + 1, pages) : ''}`.trim(),
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
                pageButton(list, page - 1, texts.before, page > 0),
                pageButton(list, page + 1, texts.after, page + 1 < pages),
              ],
            },
          ],
  }
}

/** What is said of each gives way where all of it would not fit. */
function linesOf(networks: readonly ListedNetwork[], locale: string): string[] {
  const lines = (said: boolean) => networks.map((one, i) => lineOf(one, i, said, locale))
  const all = lines(true)
  return all.join('\n').length <= linesMaxLength ? all : lines(false)
}

function lineOf(one: ListedNetwork, index: number, said: boolean, locale: string): string {
  const { kind, name, words, suits, about, size, usable } = one
  const { loras: texts, compare } = textsFor(locale)
  const { weight, steps, guidance, scheduler } = suits
  return [
    `${index + 1}\\. ${usable ? '' : '🔒 '}**${typed(name, nameShown)}**`,
    ...(usable ? [] : [texts.notYours]),
    ...(kind === 'embedding' ? [texts.embedding] : []),
    ...(size === undefined ? [] : [`${size.width}×${size.height}`]),
    ...(words === '' ? [] : [texts.words(typed(words, wordsShown))]),
    ...(weight === undefined ? [] : [texts.weight(plainNumber(weight, locale))]),
    ...(steps === undefined
      ? []
      : [kind === 'model' ? compare.labels.steps(String(steps)) : texts.steps(steps)]),
    ...(guidance === undefined ? [] : [compare.labels.guidance(plainNumber(guidance, locale))]),
    ...(scheduler === undefined ? [] : [schedulerNames[scheduler]]),
    ...(said && about !== '' ? [typed(about, aboutShown)] : []),
  ].join(' · ')
}

function pageButton(list: NetworkList, page: number, label: string, enabled: boolean) {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: customId(list === 'loras' ? 'lora_page' : 'model_page', noRow, Math.max(page, 0)),
    disabled: !enabled,
  } as const
}
