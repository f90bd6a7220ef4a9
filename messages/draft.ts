import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import type { Comparison, PaintSettings } from '#core/generation.ts'
import { sheetLabels } from './comparison.ts'
import { customId } from './custom-id.ts'
import { linesWithin, page } from './embed.ts'
import { escapeMarkup, shorten, typed } from './escape.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

/** Room for all that are asked about, if they are not long. */
const promptsShownLength = 1200
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
  const [first] = settings
  const comparison = settings.length === 1 ? first?.comparison : undefined
  const body = page({
    lines: [
      texts.question(pictures, left),
      '',
      ...(first === undefined || comparison === undefined
        ? [linesWithin(prompts, promptsShownLength, texts.more)]
        : [typed(first.prompt, promptShownLength), ...axisLines(comparison, locale)]),
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

function axisLines(comparison: Comparison, locale: string): string[] {
  const texts = textsFor(locale).compare
  const { rows, columns } = sheetLabels(comparison, locale)
  const list = (labels: string[]) => escapeMarkup(labels.join(', '))
  return [texts.rows(list(rows)), texts.columns(list(columns))]
}
