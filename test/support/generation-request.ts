import { randomInt, randomUUID } from 'node:crypto'
import type { DeliveryTarget, GenerationRequest, PaintSettings } from '#core/generation.ts'

/** Limits that no test reaches by accident. */
export const roomyLimits = {
  picturesPerDay: 1000,
  picturesPerPersonPerDay: 1000,
  picturesPerServerPerDay: 10_000,
}

/** Bounds of the queue that no test reaches by accident. */
export const roomyBounds = { waitingPerPerson: 1000, waiting: 10_000 }

/** A request that passes every check, of person `1…` in server `2…`; tests change what they are about. */
export function generationRequest(
  change: Partial<Omit<GenerationRequest, 'settings' | 'principal'>> & {
    settings?: Partial<PaintSettings>
    userId?: string
    createdAt?: Date
  } = {},
): GenerationRequest {
  const { settings, userId = '100000000000000001', createdAt = new Date(), ...rest } = change
  const target: DeliveryTarget = {
    kind: 'discord',
    applicationId: '300000000000000001',
    interactionToken: 'interaction-token',
    createdAt,
    channelId: '500000000000000001',
  }
  return {
    kind: 'imagine',
    principal: { userId, apiKeyId: null },
    guildId: '200000000000000001',
    locale: 'en-US',
    idempotencyKey: randomUUID(),
    parentImageId: null,
    target,
    ...rest,
    settings: {
      prompt: 'a red dragon',
      negativePrompt: '',
      model: 'tiny',
      steps: 4,
      guidance: 7.5,
      width: 64,
      height: 64,
      seed: randomInt(2 ** 31),
      count: 1,
      scheduler: 'dpmpp_2m_karras',
      start: null,
      variations: [],
      ...settings,
    },
  }
}
