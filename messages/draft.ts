import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type { PaintSettings } from '#core/generation.ts'
import { customId } from './custom-id.ts'
import { page } from './embed.ts'
import { shorten, typed } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const promptsShown = 5
const promptShownLength = 200
/** Flags of a prompt that we have nothing for, as they were typed. */
const remarkMaxLength = 600

/** What would be painted, what it costs and what is left, and the buttons that decide. */
export function draftMessage(draft: {
  draftId: string
  /** One generation each. */
  settings: readonly PaintSettings[]
  /** Pictures of today. */
  left: number
  /** Something else that its person should know. */
  remark?: string | undefined
  locale: string
}): MessageBody {
  const { draftId, settings, left, remark = '', locale } = draft
  const texts = textsFor(locale).drafts
  const pictures = settings.reduce((sum, { count }) => sum + count, 0)
  const prompts = settings.map(({ prompt, count }, i) => {
    const times = count === 1 ? '' : ` (${texts.times(count)})`
    return `${i + 1}\\. ${typed(prompt, promptShownLength)}${times}`
  })
  const more = prompts.length - promptsShown
  const body = page({
    lines: [
      texts.question(pictures, left),
      '',
      ...prompts.slice(0, promptsShown),
      ...(more > 0 ? [texts.more(more)] : []),
      ...(remark === '' ? [] : ['', shorten(remark, remarkMaxLength)]),
    ],
  })
  return {
    ...body,
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Primary,
            label: texts.paint(pictures),
            custom_id: customId('paint_draft', draftId),
          },
          {
            type: ComponentType.Button,
            style: ButtonStyle.Secondary,
            label: texts.notNow,
            custom_id: customId('drop_draft', draftId),
          },
        ],
      },
    ],
  }
}
