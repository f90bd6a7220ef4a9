import { type APIModalInteractionResponseCallbackData, MessageFlags } from 'discord-api-types/v10'
import type { ChatInputCommandInteraction, RepliableInteraction } from 'discord.js'
import type { Command } from '#bot/contract/command.ts'
import type { ComponentAnswer, PictureCopy } from '#bot/contract/component.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import type { Question } from '#bot/contract/question.ts'
import { requireAllowed } from '#bot/request/require-allowed.ts'
import type { GenerationRequest } from '#core/generation.ts'
import type { PaintTerms } from '#core/paint-terms.ts'
import type { Outgoing } from '#delivery/discord-api.ts'
import { textsFor } from '#messages/texts/texts.ts'

/**
 * What one interaction asks for: its handler with everything that it needs, the same for commands, buttons, menus and forms. The
 * kinds are those of `ComponentAnswer`.
 */
export type Work =
  | { acknowledge: 'picture'; request: (terms: PaintTerms) => Promise<GenerationRequest | Question> }
  | { acknowledge: 'draft'; draftId: string }
  | { acknowledge: 'post'; post: () => Promise<PictureCopy> }
  | { acknowledge: 'private'; answer: () => Promise<Outgoing> }
  | { acknowledge: 'parts'; underway: string; parts: () => AsyncIterable<Outgoing> }
  | { acknowledge: 'update'; update: () => Promise<Outgoing | undefined> }
  | { acknowledge: 'modal'; modal: () => Promise<APIModalInteractionResponseCallbackData> }

export function workOfCommand(
  command: Command,
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
): Work {
  if (command.acknowledge === 'picture') {
    return { acknowledge: 'picture', request: (terms) => command.request(interaction, deps, terms) }
  }
  return {
    acknowledge: 'private',
    async answer() {
      requireAllowed(interaction, command.allowedFor, deps.config)
      const said = await command.answer(interaction, deps)
      return 'body' in said ? said : { body: said }
    },
  }
}

/** @param about what the component's custom id names: a row, and of a gallery's button the page */
export function workOfComponent<Asked extends RepliableInteraction>(
  how: ComponentAnswer<Asked>,
  interaction: Asked,
  { id, page = 0 }: { id: string; page?: number | undefined },
  deps: BotDeps,
): Work {
  const { acknowledge } = how
  switch (acknowledge) {
    case 'picture':
      return { acknowledge, request: (terms) => how.request(interaction, id, deps, terms) }
    case 'draft':
      return { acknowledge, draftId: id }
    case 'post':
      return { acknowledge, post: () => how.post(interaction, id, deps) }
    case 'private':
      return { acknowledge, answer: () => how.answer(interaction, id, deps) }
    case 'ask': {
      const inPlace =
        interaction.isMessageComponent() && interaction.message.flags.has(MessageFlags.Ephemeral)
      const ask = () => how.ask(interaction, id, deps, inPlace)
      return inPlace ? { acknowledge: 'update', update: ask } : { acknowledge: 'private', answer: ask }
    }
    case 'parts':
      return {
        acknowledge,
        underway: how.underway(textsFor(interaction.locale)),
        parts: () => how.parts(interaction, id, deps),
      }
    case 'update':
      return { acknowledge, update: () => how.update(interaction, id, deps, page) }
    case 'modal':
      return { acknowledge, modal: () => how.modal(interaction, id, deps) }
  }
}
