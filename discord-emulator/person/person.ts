import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10'
import type { APIInteractionDataResolved } from 'discord-api-types/v10'
import type { Interaction } from '#discord-emulator/interactions/interaction.ts'
import { sendInteraction } from '#discord-emulator/interactions/send.ts'
import type { Click } from '#discord-emulator/interactions/send.ts'
import { deleteMessage } from '#discord-emulator/world/message-store.ts'
import { channelPermissions } from '#discord-emulator/world/permissions.ts'
import type { Application, Channel, User } from '#discord-emulator/world/records.ts'
import { renderMessage } from '#discord-emulator/world/render-message.ts'
import type { State } from '#discord-emulator/world/state.ts'
import type { World } from '#discord-emulator/world/world.ts'
import { ClientRefusal } from './client-refusal.ts'
import { fillOptions } from './command-options.ts'
import type { OptionValues, PickedFile } from './command-options.ts'
import { commandData, commandsOffered, findCommand } from './commands-offered.ts'
import type { OfferedCommand } from './commands-offered.ts'
import { findButton, findSelect, pickValues } from './find-component.ts'
import { InteractionHandle } from './interaction-handle.ts'
import { answerModal } from './modal-answers.ts'
import type { ModalAnswers } from './modal-answers.ts'
import { addResolved, resolvePicked } from './resolved.ts'
import { seenMessage } from './seen-message.ts'
import type { SeenMessage } from './seen-message.ts'
import { maySee, messagesSeenBy } from './view.ts'
import { patienceMs, waitForMessage } from './wait-for-message.ts'
import { writeMessage } from './write-message.ts'

/** When a person's action resolves: once the bot has answered (or failed to), or as soon as it is sent. */
export interface Waiting {
  until?: 'settled' | 'sent'
}

/** Somebody with a Discord client: types commands, presses buttons, reads. */
export class Person {
  readonly user: User
  readonly #state: State
  readonly #world: World

  constructor(state: State, world: World, user: User) {
    this.#state = state
    this.#world = world
    this.user = user
  }

  get id(): string {
    return this.user.id
  }

  /** The commands that typing `/` lists in this channel. */
  commands(channel: Channel): OfferedCommand[] {
    return commandsOffered(this.#state, this.id, channel)
  }

  /** `name` with its subcommands: `tier set`. Throws what Discord's client would not let through. */
  async slash(
    channel: Channel,
    name: string,
    options: OptionValues = {},
    waiting?: Waiting,
  ): Promise<InteractionHandle> {
    const [command = '', ...subcommands] = name.split(' ')
    const found = findCommand(this.#state, this.user, channel, command, ApplicationCommandType.ChatInput)
    const filled = await fillOptions(
      found.command.options ?? [],
      subcommands,
      options,
      this.#filling(channel),
    )
    return await this.#command(
      channel,
      found,
      name,
      { options: filled.options, resolved: filled.resolved },
      waiting,
    )
  }

  /** The choices that the bot offers while an option is typed. */
  async autocomplete(
    channel: Channel,
    name: string,
    option: string,
    typed: string,
    others: OptionValues = {},
  ): Promise<NonNullable<Interaction['choices']>> {
    const [command = '', ...subcommands] = name.split(' ')
    const found = findCommand(this.#state, this.user, channel, command, ApplicationCommandType.ChatInput)
    const values = { ...others, [option]: typed }
    const filled = await fillOptions(found.command.options ?? [], subcommands, values, {
      ...this.#filling(channel),
      focused: option,
    })
    const type = InteractionType.ApplicationCommandAutocomplete
    const handle = await this.#act(
      {
        type,
        applicationId: found.application.id,
        channel,
        data: commandData(found, filled),
        commandName: name,
      },
      undefined,
    )
    if (handle.failure !== undefined) throw new ClientRefusal('options_failed', name, handle.failure)
    return handle.interaction.choices ?? []
  }

  /** A command in the context menu of a message. */
  async messageCommand(message: SeenMessage, name: string, waiting?: Waiting): Promise<InteractionHandle> {
    const channel = this.#channelOf(message)
    const found = findCommand(this.#state, this.user, channel, name, ApplicationCommandType.Message)
    const data = {
      target_id: message.id,
      resolved: { messages: { [message.id]: this.#visible(message).raw } },
    }
    return await this.#command(channel, found, name, data, waiting)
  }

  /** A command in the context menu of a user. */
  async userCommand(
    channel: Channel,
    target: { id: string },
    name: string,
    waiting?: Waiting,
  ): Promise<InteractionHandle> {
    const found = findCommand(this.#state, this.user, channel, name, ApplicationCommandType.User)
    const resolved: APIInteractionDataResolved = {}
    if (!addResolved(this.#state, channel, resolved, target.id, ApplicationCommandOptionType.User))
      throw new Error(`There is no user ${target.id}`)
    return await this.#command(channel, found, name, { target_id: target.id, resolved }, waiting)
  }

  /** Presses a button, found by its words or its custom id. */
  async press(message: SeenMessage, labelOrId: string, waiting?: Waiting): Promise<InteractionHandle> {
    const { customId } = findButton(this.#visible(message), labelOrId)
    return await this.#component(
      message,
      { component_type: ComponentType.Button, custom_id: customId },
      waiting,
    )
  }

  /** Picks from a menu, found by its placeholder or its custom id; `picked` are labels, values, or ids. */
  async select(
    message: SeenMessage,
    placeholderOrId: string,
    picked: string | string[],
    waiting?: Waiting,
  ): Promise<InteractionHandle> {
    const select = findSelect(this.#visible(message), placeholderOrId)
    const values = pickValues(select, [picked].flat())
    const { type: component_type, custom_id } = select
    const data = { component_type, custom_id, values }
    const resolved = resolvePicked(this.#state, this.#channelOf(message), select, values)
    return await this.#component(message, resolved ? { ...data, resolved } : data, waiting)
  }

  /** Sends the form that an interaction opened. */
  async submitModal(
    opened: InteractionHandle,
    answers: ModalAnswers = {},
    waiting?: Waiting,
  ): Promise<InteractionHandle> {
    const { interaction } = opened
    const channel = this.#state.channels.get(interaction.channelId)
    if (!channel || interaction.userId !== this.id) throw new Error('That form is open at somebody else’s')
    return await this.#act(
      {
        type: InteractionType.ModalSubmit,
        applicationId: interaction.applicationId,
        channel,
        data: answerModal(opened.modal, answers),
        ...(interaction.sourceMessageId ? { sourceMessageId: interaction.sourceMessageId } : {}),
      },
      waiting,
    )
  }

  /** Writes an ordinary message. Throws without the permission to. */
  async send(channel: Channel, content: string, files: PickedFile[] = []): Promise<SeenMessage> {
    const message = await writeMessage(this.#state, this.user, channel, { content, files })
    return seenMessage(renderMessage(this.#state, message))
  }

  /** Deletes a message: their own, or anybody's with Manage Messages; an ephemeral one is dismissed. */
  delete(message: SeenMessage): void {
    const channel = this.#channelOf(message)
    const isTheirs = message.author.id === this.id || message.ephemeral
    const permissions = channelPermissions(this.#state, channel, this.id)
    if (!isTheirs && !(permissions & PermissionFlagsBits.ManageMessages))
      throw new ClientRefusal('may_not_delete', '', `${this.user.username} may not delete that message`)
    const stored = this.#state.message(message.channelId, message.id)
    if (stored) deleteMessage(this.#state, stored)
  }

  /** The direct messages with a bot. */
  directMessages(application: Application): Channel {
    return this.#world.directMessages(this.user, application)
  }

  /** The messages that this person sees in a channel, oldest first. */
  messages(channel: Channel): SeenMessage[] {
    return messagesSeenBy(this.#state, this.id, channel)
  }

  /** Waits until a message (the newest that fits) is as `predicate` wants it. The error tells what was there instead. */
  async sees(
    channel: Channel,
    predicate: (message: SeenMessage) => boolean,
    timeoutMs = patienceMs,
  ): Promise<SeenMessage> {
    return await waitForMessage(this.#state, this.user, channel, predicate, timeoutMs)
  }

  /** Waits until a message is gone: deleted, dismissed, or out of sight. */
  async vanishes(message: SeenMessage, timeoutMs = patienceMs): Promise<void> {
    await this.#state.events.until(() => (this.look(message) ? undefined : true), {
      timeoutMs,
      explain: () => `The message was still there after ${timeoutMs} ms`,
      concerns: (event) => event.kind === 'message.delete' || event.kind === 'world.change',
    })
  }

  /** The channels that this person can open, direct messages too. */
  channels(): Channel[] {
    return [...this.#state.channels.values()].filter((channel) => maySee(this.#state, this.id, channel))
  }

  /** A message as it is now; `undefined` once it is gone. */
  look(message: SeenMessage): SeenMessage | undefined {
    return this.messages(this.#channelOf(message)).find(({ id }) => id === message.id)
  }

  /** Downloads an attachment's or picture's address. */
  async download(url: string): Promise<Buffer> {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  }

  #filling(channel: Channel) {
    return { state: this.#state, channel, userId: this.id }
  }

  #channelOf(message: SeenMessage): Channel {
    const channel = this.#state.channels.get(message.channelId)
    if (!channel) throw new Error(`The channel of message ${message.id} is gone`)
    return channel
  }

  /** The message as it is now. Throws when this person can't see it (any more). */
  #visible(message: SeenMessage): SeenMessage {
    const now = this.look(message)
    if (!now) throw new Error(`${this.user.username} does not see that message`)
    return now
  }

  async #command(
    channel: Channel,
    found: OfferedCommand,
    commandName: string,
    data: object,
    waiting: Waiting | undefined,
  ): Promise<InteractionHandle> {
    const type = InteractionType.ApplicationCommand
    return await this.#act(
      { type, applicationId: found.application.id, channel, data: commandData(found, data), commandName },
      waiting,
    )
  }

  async #component(
    message: SeenMessage,
    data: object,
    waiting: Waiting | undefined,
  ): Promise<InteractionHandle> {
    const applicationId = message.raw.application_id ?? message.author.id
    const channel = this.#channelOf(message)
    const type = InteractionType.MessageComponent
    return await this.#act({ type, applicationId, channel, data, sourceMessageId: message.id }, waiting)
  }

  async #act(click: Omit<Click, 'userId'>, waiting: Waiting | undefined): Promise<InteractionHandle> {
    const handle = new InteractionHandle(
      this.#state,
      sendInteraction(this.#state, { ...click, userId: this.id }),
    )
    return waiting?.until === 'sent' ? handle : await handle.settled()
  }
}
