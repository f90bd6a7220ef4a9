import type { DiscordEmulator } from '#discord-emulator/emulator.ts'
import type { PlaygroundBackstage } from './backstage.ts'

export const faultNames = [
  'dropGateway',
  'rateLimit',
  'serverErrors',
  'lostAnswer',
  'slow',
  'expireTokens',
  'killWorker',
  'clear',
] as const
export type FaultName = (typeof faultNames)[number]

const edits = 'PATCH /webhooks/*/*/messages/*'

/** Makes something go wrong, and answers what, in a sentence. */
export async function makeFault(
  name: FaultName,
  emulator: DiscordEmulator,
  backstage: PlaygroundBackstage | undefined,
): Promise<string> {
  switch (name) {
    case 'dropGateway':
      emulator.dropGateway({ resumable: false })
      return 'The bot’s connection is cut and its session forgotten: it has to connect anew.'
    case 'rateLimit':
      emulator.faults.next({ route: edits, kind: '429', retryAfterSeconds: 2, times: 2 })
      return 'The next two edits are answered 429: wait 2 s.'
    case 'serverErrors':
      emulator.faults.next({ route: edits, kind: '500', times: 3 })
      return 'The next three edits are answered with a server error.'
    case 'lostAnswer':
      emulator.faults.next({ route: 'POST /interactions/*/*/callback', kind: 'lost-answer' })
      return 'The next acknowledgement is carried out, but the bot never hears so.'
    case 'slow':
      emulator.faults.next({ route: edits, kind: 'delay', delayMs: 3000, times: 2 })
      return 'The next two edits take 3 s each.'
    case 'expireTokens':
      for (const interaction of emulator.state.interactions.values()) interaction.tokenExpired = true
      return 'The tokens of all interactions so far are as good as 15 minutes old.'
    case 'killWorker':
      if (backstage === undefined) return 'There is no worker to kill here.'
      await backstage.killWorker()
      return 'The worker was killed (kill -9). Another takes its pictures over within seconds.'
    case 'clear':
      emulator.faults.clear()
      return 'Nothing goes wrong on purpose any more.'
  }
}
