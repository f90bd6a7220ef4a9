import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { customId } from './custom-id.ts'
import type { MessageBody } from './message-body.ts'
import { notice } from './notice.ts'
import { textsFor } from './texts/texts.ts'

/** Asks before pictures go for good. `keeps`: the question stands in the picture's own place, and a button brings that back. */
export function deleteQuestion(asked: {
  imageId: string
  which: 'this one' | 'all'
  pictures: number
  keeps: boolean
  locale: string
}): MessageBody {
  const { imageId, which, pictures, keeps, locale } = asked
  const { buttons, deletion } = textsFor(locale)
  const all = which === 'all'
  return {
    ...notice(deletion.question(pictures)),
    components: [
      {
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.Button,
            style: ButtonStyle.Danger,
            label: buttons.delete,
            custom_id: customId(all ? 'delete_all_now' : 'delete_now', imageId),
          },
          ...(keeps
            ? [
                {
                  type: ComponentType.Button as const,
                  style: ButtonStyle.Secondary as const,
                  label: deletion.keep,
                  custom_id: customId(all ? 'keep_all' : 'keep', imageId),
                },
              ]
            : []),
        ],
      },
    ],
  }
}
