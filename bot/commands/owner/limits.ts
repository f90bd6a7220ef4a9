import type { ChatInputCommandInteraction } from 'discord.js'
import { changeOperator } from '#bot/changes/change-operator.ts'
import type { SubcommandArguments } from '#bot/commands/subcommands.ts'
import type { BotDeps } from '#bot/contract/deps.ts'
import { PersonError } from '#core/errors.ts'
import { type CeilingChanges, ceilingsNow } from '#core/operator.ts'
import { parseSize } from '#core/size.ts'
import { saveOperatorState } from '#db/operator-state.ts'
import { typed } from '#messages/escape.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { textsFor } from '#messages/texts/texts.ts'
import type { definition } from './definition.ts'
import { status } from './status.ts'

const sizeShown = 60
type Given = SubcommandArguments<typeof definition, 'limits'>

/** `/owner limits`: ceilings for as long as they are not reset. Tiers and settings above them count as if they were lower. */
export async function limits(
  interaction: ChatInputCommandInteraction,
  deps: BotDeps,
  given: Given,
): Promise<MessageBody> {
  const changes = askedCeilings(given, interaction.locale)
  const reset = given.reset === true
  if (!reset && Object.keys(changes).length === 0) return status(interaction, deps)
  return changeOperator(interaction, deps, async (tx, operator) => {
    const ceilings = { ...(reset ? {} : operator.ceilings), ...changes }
    await saveOperatorState(tx, { ceilings })
    return {
      action: 'owner.ceilings',
      subject: null,
      before: { ...ceilingsNow(deps.config, operator) },
      after: { ...ceilingsNow(deps.config, { ...operator, ceilings }) },
    }
  })
}

function askedCeilings({ size: text, ...given }: Given, locale: string): CeilingChanges {
  const size = text === null ? undefined : parseSize(text)
  if (text !== null && size === undefined) {
    throw new PersonError('refused', textsFor(locale).refusals.badSize(typed(text, sizeShown)))
  }
  const all = {
    picturesPerPersonPerDay: given.pictures_per_person,
    picturesPerServerPerDay: given.pictures_per_server,
    steps: given.steps,
    pixels: size === undefined ? null : size.width * size.height,
    weight: given.weight,
    waitingPerPerson: given.waiting_per_person,
    waiting: given.waiting,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}
