import type {
  ButtonInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RepliableInteraction,
  StringSelectMenuInteraction,
} from 'discord.js'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import type { GenerationRequest } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import type { Texts } from '#messages/texts/texts.ts'
import type { ContextMenuShape } from '#messages/command-shape.ts'
import type { Question } from './question.ts'
import type { BotDeps } from './deps.ts'

/**
 * How a button, an entry of a menu or a form is answered. `id` is what its custom id is about: a picture, or a generation.
 * `acknowledge` says how the first answer is given, since that fixes who sees it; each function throws a PersonError to refuse,
 * which its person alone reads.
 * - `picture`: in the end everybody sees a new picture; `request` builds what to paint under the terms that hold for its person
 *   here, or what they are asked first
 * - `post`: everybody sees a new message with a picture that is there already
 * - `private`: its person sees a message
 * - `parts`: its person sees a message, and more of them, each when it is ready; one such answer at a time for each person
 * - `ask`: its person is asked privately: in the message itself where they alone see it, else in a new one
 * - `update`: the message that holds the component changes; undefined leaves it as it is. `page`: what a gallery's button names, or 0
 * - `draft`: what its person was asked about is painted
 * - `modal`: a form opens. Nothing can hold its place: it has to be ready within the 3 s
 */
export type ComponentAnswer<Asked extends RepliableInteraction> =
  | {
      acknowledge: 'picture'
      request(
        interaction: Asked,
        id: string,
        deps: BotDeps,
        terms: PaintTerms,
      ): Promise<GenerationRequest | Question>
    }
  | { acknowledge: 'post'; post(interaction: Asked, id: string, deps: BotDeps): Promise<PictureCopy> }
  | { acknowledge: 'private'; answer(interaction: Asked, id: string, deps: BotDeps): Promise<Outgoing> }
  | {
      acknowledge: 'parts'
      /** The text for a person who asks again while their parts are being sent. */
      underway(texts: Texts): string
      parts(interaction: Asked, id: string, deps: BotDeps): AsyncIterable<Outgoing>
    }
  | {
      acknowledge: 'ask'
      /** `inPlace`: the question takes the place of the message that holds the component. */
      ask(interaction: Asked, id: string, deps: BotDeps, inPlace: boolean): Promise<Outgoing>
    }
  | {
      acknowledge: 'update'
      update(interaction: Asked, id: string, deps: BotDeps, page: number): Promise<Outgoing | undefined>
    }
  | { acknowledge: 'draft' }
  | {
      acknowledge: 'modal'
      modal(interaction: Asked, id: string, deps: BotDeps): Promise<APIModalInteractionResponseCallbackData>
    }

/** A message with a stored picture. A private picture is shown to its person alone. */
export interface PictureCopy extends Outgoing {
  imageId: string
  private: boolean
}

/**
 * The same person pressing the same button again within two seconds means one press. What only shows something or leafs
 * through something is not bound by that, and forms are not either: they open again after a slip.
 */
interface Pressed {
  repeatable?: true
}

export type Button = ComponentAnswer<ButtonInteraction> & Pressed

/** A menu, which reads what was picked itself, or one entry of the menu under a picture. */
export type Menu = ComponentAnswer<StringSelectMenuInteraction> & Pressed

/** A command in the context menu of a message; `id` is the message's. */
export type MessageCommand = ComponentAnswer<MessageContextMenuCommandInteraction> & {
  definition: ContextMenuShape
}

/** What a modal sends back. */
export type Form = ComponentAnswer<ModalSubmitInteraction>
