import type { RawFile, REST } from '@discordjs/rest'
import {
  InteractionResponseType,
  MessageFlags,
  Routes,
  type APIDMChannel,
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  type RESTPostAPIInteractionCallbackWithResponseResult,
} from 'discord-api-types/v10'
import { type CommandMentions, withCommandMentions } from '#messages/command-mentions.ts'
import type { MessageBody } from '#messages/message-body.ts'

/** What answers an interaction: its id and the token that lives 15 minutes. */
export interface InteractionHandle {
  applicationId: string
  id: string
  token: string
}

export type PictureFile = RawFile

/** A message with the files that it shows. */
export interface Outgoing {
  body: MessageBody
  files?: PictureFile[]
}

/**
 * The calls to Discord that a picture's message is made of, one function a route. Those with an interaction token carry
 * no bot token (`auth: false`): a 401 there would otherwise make @discordjs/rest drop the bot's.
 */
export interface DiscordApi {
  /** Shows a message as the first answer; the answer is its id. */
  reply(
    interaction: InteractionHandle,
    body: MessageBody,
    signal: AbortSignal,
    files?: PictureFile[],
  ): Promise<string>
  /** As `reply`, for its person alone. */
  replyPrivately(
    interaction: InteractionHandle,
    body: MessageBody,
    signal: AbortSignal,
    files?: PictureFile[],
  ): Promise<string>
  /** "… is thinking", for everybody; the answer is the message's id. */
  deferPublicly(interaction: InteractionHandle, signal: AbortSignal): Promise<string>
  /** "… is thinking", for its person alone. */
  deferPrivately(interaction: InteractionHandle, signal: AbortSignal): Promise<string>
  /** Changes the message that holds the component. */
  updateMessage(
    interaction: InteractionHandle,
    body: MessageBody,
    signal: AbortSignal,
    files?: PictureFile[],
  ): Promise<void>
  /** Opens a form. */
  openModal(
    interaction: InteractionHandle,
    modal: APIModalInteractionResponseCallbackData,
    signal: AbortSignal,
  ): Promise<void>
  /** Says that the component was heard; its message stays as it is. `editOriginal` can change it later. */
  deferUpdate(interaction: InteractionHandle, signal: AbortSignal): Promise<void>
  getOriginal(interaction: InteractionHandle): Promise<APIMessage>
  editOriginal(interaction: InteractionHandle, body: MessageBody, files?: PictureFile[]): Promise<void>
  deleteOriginal(interaction: InteractionHandle): Promise<void>
  /** The answer is the message's id. */
  followUpPrivately(interaction: InteractionHandle, body: MessageBody, files?: PictureFile[]): Promise<string>
  /** A private one is reached by its interaction's token alone. */
  editFollowUp(
    interaction: InteractionHandle,
    messageId: string,
    body: MessageBody,
    files?: PictureFile[],
  ): Promise<void>
  /** What is left out of the body stays as it is. */
  editMessage(
    channelId: string,
    messageId: string,
    body: Partial<MessageBody>,
    files?: PictureFile[],
  ): Promise<void>
  /** By the bot's token: messages that everybody sees. */
  deleteMessage(channelId: string, messageId: string): Promise<void>
  /** The first hundred messages of a channel since a moment; needs Read Message History. */
  messagesSince(channelId: string, since: Date): Promise<APIMessage[]>
  /** The channel of a person's direct messages with the bot. */
  directMessages(userId: string): Promise<string>
  /** Posts once for each nonce (at most 25 characters), for as long as Discord remembers it: minutes. */
  postMessage(channelId: string, body: MessageBody, nonce: string, files?: PictureFile[]): Promise<string>
}

/** Ids are times, in milliseconds since then (docs.discord.com: reference#snowflakes). */
const discordEpochMs = 1_420_070_400_000

const original = ({ applicationId, token }: InteractionHandle) => Routes.webhookMessage(applicationId, token)

function messageIdOf(answer: RESTPostAPIInteractionCallbackWithResponseResult): string {
  const id = answer.resource?.message?.id ?? answer.interaction.response_message_id
  if (id === undefined) throw new Error('Discord acknowledged an interaction without naming its message')
  return id
}

/** @param commandMentions of the commands that are registered now; messages name those as Discord makes them clickable */
export function createDiscordApi(rest: REST, commandMentions: () => CommandMentions): DiscordApi {
  const clickable = <Body extends Partial<MessageBody>>(body: Body) =>
    withCommandMentions(body, commandMentions())
  // @discordjs/rest takes JSON bodies and answers as `unknown`: the types of discord-api-types describe both.
  const callback = async (
    interaction: InteractionHandle,
    body: unknown,
    signal: AbortSignal,
    files: PictureFile[] = [],
  ) => {
    const answer = await rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
      auth: false,
      body,
      files,
      signal,
      query: new URLSearchParams({ with_response: 'true' }),
    })
    return answer as RESTPostAPIInteractionCallbackWithResponseResult
  }

  return {
    async reply(interaction, body, signal, files) {
      const type = InteractionResponseType.ChannelMessageWithSource
      return messageIdOf(await callback(interaction, { type, data: clickable(body) }, signal, files))
    },
    async replyPrivately(interaction, body, signal, files) {
      const type = InteractionResponseType.ChannelMessageWithSource
      const data = { ...clickable(body), flags: MessageFlags.Ephemeral }
      return messageIdOf(await callback(interaction, { type, data }, signal, files))
    },
    async deferPublicly(interaction, signal) {
      const type = InteractionResponseType.DeferredChannelMessageWithSource
      return messageIdOf(await callback(interaction, { type }, signal))
    },
    async deferPrivately(interaction, signal) {
      const type = InteractionResponseType.DeferredChannelMessageWithSource
      const data = { flags: MessageFlags.Ephemeral }
      return messageIdOf(await callback(interaction, { type, data }, signal))
    },
    async updateMessage(interaction, body, signal, files) {
      const type = InteractionResponseType.UpdateMessage
      await callback(interaction, { type, data: clickable(body) }, signal, files)
    },
    async openModal(interaction, modal, signal) {
      await callback(interaction, { type: InteractionResponseType.Modal, data: modal }, signal)
    },
    async deferUpdate(interaction, signal) {
      await callback(interaction, { type: InteractionResponseType.DeferredMessageUpdate }, signal)
    },
    async getOriginal(interaction) {
      return (await rest.get(original(interaction), { auth: false })) as APIMessage
    },
    async editOriginal(interaction, body, files = []) {
      await rest.patch(original(interaction), { auth: false, body: clickable(body), files })
    },
    async deleteOriginal(interaction) {
      await rest.delete(original(interaction), { auth: false })
    },
    async followUpPrivately(interaction, body, files = []) {
      const answer = await rest.post(Routes.webhook(interaction.applicationId, interaction.token), {
        auth: false,
        body: { ...clickable(body), flags: MessageFlags.Ephemeral },
        files,
      })
      return (answer as APIMessage).id
    },
    async editFollowUp({ applicationId, token }, messageId, body, files = []) {
      const route = Routes.webhookMessage(applicationId, token, messageId)
      await rest.patch(route, { auth: false, body: clickable(body), files })
    },
    async editMessage(channelId, messageId, body, files = []) {
      await rest.patch(Routes.channelMessage(channelId, messageId), { body: clickable(body), files })
    },
    async deleteMessage(channelId, messageId) {
      await rest.delete(Routes.channelMessage(channelId, messageId))
    },
    async messagesSince(channelId, since) {
      const after = String(BigInt(since.getTime() - discordEpochMs) << 22n)
      const query = new URLSearchParams({ after, limit: '100' })
      return (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[]
    },
    async directMessages(userId) {
      const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })
      return (channel as APIDMChannel).id
    },
    async postMessage(channelId, body, nonce, files = []) {
      const answer = await rest.post(Routes.channelMessages(channelId), {
        body: { ...clickable(body), nonce, enforce_nonce: true },
        files,
      })
      return (answer as APIMessage).id
    },
  }
}
