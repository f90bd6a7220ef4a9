import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import type { Acknowledgement, Interaction } from '#discord-emulator/interactions/interaction.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import type { State } from '#discord-emulator/world/state.ts'
import { seenMessage } from './seen-message.ts'
import type { SeenMessage } from './seen-message.ts'
import { describeView } from './view.ts'
import { patienceMs } from './wait-for-message.ts'

/** An interaction, and what became of it. */
export class InteractionHandle {
  readonly #state: State
  readonly #interaction: Interaction

  constructor(state: State, interaction: Interaction) {
    this.#state = state
    this.#interaction = interaction
  }

  get id(): string {
    return this.#interaction.id
  }

  get channelId(): string {
    return this.#interaction.channelId
  }

  /** The record behind it: payload, token, everything. */
  get interaction(): Interaction {
    return this.#interaction
  }

  /** How the bot answered at first, once it has. */
  get acknowledgement(): Acknowledgement | undefined {
    return this.#interaction.acknowledgement
  }

  /** What the person read when nobody answered in time: "The application did not respond". */
  get failure(): string | undefined {
    return this.#interaction.failure
  }

  /** The form that opened. Throws when none did. */
  get modal(): APIModalInteractionResponseCallbackData {
    if (!this.#interaction.modal) throw new Error(`No modal opened${this.#outcome()}`)
    return this.#interaction.modal
  }

  /** Resolves as soon as the bot has answered, or has failed to (3 s). */
  async settled(): Promise<this> {
    return await this.#state.events.until(
      () => (this.acknowledgement || this.failure !== undefined ? this : undefined),
      {
        // The emulator's own clock ends the wait; this is for one that somebody stopped.
        timeoutMs: 60_000,
        explain: () => 'The interaction was neither answered nor did it fail',
        concerns: (event) => 'interactionId' in event && event.interactionId === this.id,
      },
    )
  }

  /** The messages that this interaction made and the person sees: the answer first, then follow-ups. */
  messages(): SeenMessage[] {
    const { channelId, messageIds } = this.#interaction
    return messageIds.flatMap((id) => {
      const message = this.#state.message(channelId, id)
      return message ? [seenMessage(renderMessage(this.#state, message))] : []
    })
  }

  /** Waits until one of its messages is as `predicate` wants it; by default until there is content. */
  async reply(
    predicate: (message: SeenMessage) => boolean = (message) => !message.thinking,
    timeoutMs = patienceMs,
  ): Promise<SeenMessage> {
    const { userId, channelId } = this.#interaction
    return await this.#state.events.until(
      () => {
        if (this.failure !== undefined) throw new Error(this.failure)
        return this.messages().find(predicate)
      },
      {
        timeoutMs,
        explain: () => {
          const channel = this.#state.channels.get(channelId)
          const view = channel ? describeView(this.#state, userId, channel) : ''
          return `No such reply within ${timeoutMs} ms${this.#outcome()}\n${view}`
        },
        concerns: (event) =>
          event.kind === 'interaction.fail' ||
          ((event.kind === 'message.create' || event.kind === 'message.edit') &&
            this.#interaction.messageIds.includes(event.message.id)),
      },
    )
  }

  #outcome(): string {
    const { acknowledgement, failure } = this
    if (failure !== undefined) return `: ${failure}`
    return acknowledgement
      ? `; acknowledged as ${acknowledgement.kind} after ${acknowledgement.afterMs} ms`
      : ''
  }
}
