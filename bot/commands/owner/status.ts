import type { ChatInputCommandInteraction } from 'discord.js'
import type { BotDeps } from '#bot/contract/deps.ts'
import { ceilingsNow } from '#core/operator.ts'
import { utcDay } from '#core/clock.ts'
import { latestBans } from '#db/bans.ts'
import { findOperatorState } from '#db/operator-state.ts'
import { usageOf } from '#db/usage.ts'
import { waitingInAll } from '#db/waiting.ts'
import { liveWorkers } from '#db/workers.ts'
import type { MessageBody } from '#messages/message-body.ts'
import { operatorMessage } from '#messages/operator.ts'

const bansShown = 20
const busiestShown = 5

/** `/owner status` */
export async function status(
  interaction: ChatInputCommandInteraction,
  { db, config, clock }: BotDeps,
): Promise<MessageBody> {
  const [operator, waiting, workers, bans, today] = await Promise.all([
    findOperatorState(db),
    waitingInAll(db),
    liveWorkers(db),
    latestBans(db, bansShown),
    usageOf(db, utcDay(clock.now()), busiestShown),
  ])
  return operatorMessage({
    operator,
    ceilings: ceilingsNow(config, operator),
    waiting,
    painters: workers.filter(({ opening }) => opening === null).length,
    opening: workers.flatMap(({ host, opening }) => (opening ? { host, ...opening } : [])),
    now: clock.now().getTime(),
    bans,
    today,
    locale: interaction.locale,
  })
}
