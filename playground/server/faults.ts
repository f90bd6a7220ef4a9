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

/** Causes the fault; false where there is nothing to disturb. */
export async function makeFault(
  name: FaultName,
  emulator: DiscordEmulator,
  backstage: PlaygroundBackstage | undefined,
): Promise<boolean> {
  switch (name) {
    case 'dropGateway':
      emulator.dropGateway({ resumable: false })
      return true
    case 'rateLimit':
      emulator.faults.next({ route: edits, kind: '429', retryAfterSeconds: 2, times: 2 })
      return true
    case 'serverErrors':
      emulator.faults.next({ route: edits, kind: '500', times: 3 })
      return true
    case 'lostAnswer':
      emulator.faults.next({ route: 'POST /interactions/*/*/callback', kind: 'lost-answer' })
      return true
    case 'slow':
      emulator.faults.next({ route: edits, kind: 'delay', delayMs: 3000, times: 2 })
      return true
    case 'expireTokens':
      for (const interaction of emulator.state.interactions.values()) interaction.tokenExpired = true
      return true
    case 'killWorker':
      if (backstage === undefined) return false
      await backstage.killWorker()
      return true
    case 'clear':
      emulator.faults.clear()
      return true
  }
}
