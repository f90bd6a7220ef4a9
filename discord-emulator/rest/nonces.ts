import type { Clock } from '#discord-emulator/clock.ts'

/** "The past few minutes": https://discord.com/developers/docs/resources/message#create-message (enforce_nonce) */
const rememberedMs = 3 * 60 * 1000

/** The message that an app posted with a nonce. */
export class Nonces {
  readonly #clock: Clock
  readonly #posted = new Map<string, { messageId: string; at: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  find(applicationId: string, channelId: string, nonce: string | number): string | undefined {
    const posted = this.#posted.get(key(applicationId, channelId, nonce))
    return posted && this.#clock.now() - posted.at < rememberedMs ? posted.messageId : undefined
  }

  remember(applicationId: string, channelId: string, nonce: string | number, messageId: string): void {
    this.#posted.set(key(applicationId, channelId, nonce), { messageId, at: this.#clock.now() })
  }

  forget(): void {
    this.#posted.clear()
  }
}

const key = (...parts: (string | number)[]) => parts.join(':')
