import { z } from 'zod'
import { InteractionHandle } from '#discord-emulator/person/interaction-handle.ts'
import type { OptionValues, PickedFile } from '#discord-emulator/person/command-options.ts'
import type { SeenMessage } from '#discord-emulator/person/seen-message.ts'
import type { Channel } from '#discord-emulator/world/records.ts'
import type { ActionAnswer, Choice } from './protocol.ts'
import { channelsOf, type Place } from './snapshot.ts'
import type { PersonKey } from './world.ts'

const optionValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

/** The actions of a person on the page. */
export const actionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('send'), channelId: z.string(), content: z.string().max(2000) }),
  z.object({ do: z.literal('command'), channelId: z.string(), name: z.string(), options: optionValues }),
  z.object({
    do: z.literal('messageCommand'),
    channelId: z.string(),
    messageId: z.string(),
    name: z.string(),
  }),
  z.object({ do: z.literal('press'), channelId: z.string(), messageId: z.string(), customId: z.string() }),
  z.object({
    do: z.literal('select'),
    channelId: z.string(),
    messageId: z.string(),
    customId: z.string(),
    values: z.array(z.string()),
  }),
  z.object({
    do: z.literal('submitModal'),
    interactionId: z.string(),
    answers: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  }),
  z.object({ do: z.literal('dismiss'), channelId: z.string(), messageId: z.string() }),
])
export type Action = z.infer<typeof actionSchema>

export const autocompleteSchema = z.object({
  channelId: z.string(),
  name: z.string(),
  option: z.string(),
  typed: z.string(),
  others: optionValues,
})
export type AutocompleteQuestion = z.infer<typeof autocompleteSchema>

const sent = { until: 'sent' } as const

/** The message or channel that the page names is gone. */
export class NotThere extends Error {
  readonly reason: 'form_gone' | 'channel_gone' | 'message_gone'
  constructor(reason: NotThere['reason']) {
    super(reason)
    this.reason = reason
  }
}

/**
 * Does it as this person's client would; files are those of options, by option name, or of a message.
 * @throws {ClientRefusal} what Discord's client would not let through
 * @throws {NotThere}
 */
export async function act(
  place: Place,
  key: PersonKey,
  action: Action,
  files: Map<string, PickedFile>,
): Promise<ActionAnswer> {
  const person = place.world.people[key]
  const channel = (id: string) => findChannel(place, key, id)
  const message = (channelId: string, id: string) => findMessage(place, key, channelId, id)
  switch (action.do) {
    case 'send':
      await person.send(channel(action.channelId), action.content, [...files.values()])
      return {}
    case 'command': {
      const options: OptionValues = { ...action.options, ...Object.fromEntries(files) }
      const handle = await person.slash(channel(action.channelId), action.name, options, sent)
      return { interactionId: handle.id }
    }
    case 'messageCommand': {
      const target = message(action.channelId, action.messageId)
      return { interactionId: (await person.messageCommand(target, action.name, sent)).id }
    }
    case 'press': {
      const target = message(action.channelId, action.messageId)
      return { interactionId: (await person.press(target, action.customId, sent)).id }
    }
    case 'select': {
      const target = message(action.channelId, action.messageId)
      return { interactionId: (await person.select(target, action.customId, action.values, sent)).id }
    }
    case 'submitModal': {
      const interaction = place.emulator.state.interactions.get(action.interactionId)
      if (interaction === undefined) throw new NotThere('form_gone')
      const opened = new InteractionHandle(place.emulator.state, interaction)
      return { interactionId: (await person.submitModal(opened, action.answers, sent)).id }
    }
    case 'dismiss':
      person.delete(message(action.channelId, action.messageId))
      return {}
  }
}

export async function autocomplete(
  place: Place,
  key: PersonKey,
  question: AutocompleteQuestion,
): Promise<Choice[]> {
  const channel = findChannel(place, key, question.channelId)
  const person = place.world.people[key]
  const { name, option, typed, others } = question
  const choices = await person.autocomplete(channel, name, option, typed, others)
  return choices.map(({ name, value }) => ({ name, value }))
}

function findChannel(place: Place, key: PersonKey, id: string): Channel {
  const channel = channelsOf(place, key).find((each) => each.id === id)
  if (channel === undefined) throw new NotThere('channel_gone')
  return channel
}

function findMessage(place: Place, key: PersonKey, channelId: string, id: string): SeenMessage {
  const messages = place.world.people[key].messages(findChannel(place, key, channelId))
  const message = messages.find((each) => each.id === id)
  if (message === undefined) throw new NotThere('message_gone')
  return message
}
