import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
} from 'discord-api-types/v10'
import { type PaintSettings } from '#core/generation.ts'
import { schedulerNames } from '#core/schedulers.ts'
import { customId, pictureActions } from './custom-id.ts'
import { escapeMarkup, shorten } from './escape.ts'
import { altTextMaxLength, embedDescriptionMaxLength, embedFieldMaxLength } from './limits.ts'
import type { MessageBody } from './message-body.ts'
import { textsFor } from './texts/texts.ts'

const colours = { waiting: 0x5865f2, done: 0x23a55a }

const field = (name: string, value: string) => ({
  name,
  value: shorten(value, embedFieldMaxLength),
  inline: true,
})

/** What every state of a picture's message shows: the prompt, and the settings a person cares about. */
export function settingsEmbed(
  settings: PaintSettings,
  locale: string,
  colour: keyof typeof colours,
): APIEmbed {
  const texts = textsFor(locale).settings
  return {
    color: colours[colour],
    description: shorten(escapeMarkup(settings.prompt), embedDescriptionMaxLength),
    fields: [
      ...(settings.negativePrompt === ''
        ? []
        : [field(texts.negativePrompt, escapeMarkup(settings.negativePrompt))]),
      field(texts.size, `${settings.width}×${settings.height}`),
      field(texts.steps, String(settings.steps)),
      field(texts.guidance, String(settings.guidance)),
      field(texts.seed, String(settings.seed)),
      field(texts.scheduler, schedulerNames[settings.scheduler]),
      field(texts.model, escapeMarkup(settings.model)),
    ],
  }
}

/** A finished picture under its settings, with alt text and buttons that resolve through the database. */
export function pictureMessage(picture: {
  imageId: string
  fileName: string
  settings: PaintSettings
  seed: number
  locale: string
}): MessageBody {
  const texts = textsFor(picture.locale)
  const buttons: APIActionRowComponent<APIComponentInMessageActionRow> = {
    type: ComponentType.ActionRow,
    components: pictureActions.map((action) => ({
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: texts.buttons[action],
      custom_id: customId(action, picture.imageId),
    })),
  }
  return {
    content: '',
    embeds: [
      {
        ...settingsEmbed({ ...picture.settings, seed: picture.seed }, picture.locale, 'done'),
        image: { url: `attachment://${picture.fileName}` },
      },
    ],
    attachments: [
      {
        id: 0,
        filename: picture.fileName,
        description: shorten(texts.altText(picture.settings.prompt), altTextMaxLength),
      },
    ],
    components: [buttons],
    allowed_mentions: { parse: [] },
  }
}
