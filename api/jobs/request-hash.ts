import { createHash } from 'node:crypto'
import type { Order } from '#api/contract/order.ts'

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Two orders with the same hash ask for the same. */
export function requestHashOf({ startPicture, mask, ...order }: Order): string {
  const parts = Object.entries({
    ...order,
    idempotencyKey: undefined,
    image: startPicture && sha256(startPicture),
    mask: mask && sha256(mask),
  }).filter(([, value]) => value !== undefined)
  return sha256(JSON.stringify(parts.toSorted(([one], [other]) => (one < other ? -1 : 1))))
}

/** The generation's idempotency key: made of the person and the key that their program sent, and hashed, so that it names neither. */
export function idempotencyKeyOf(userId: string, key: string): string {
  return `api ${sha256(`${userId}\n${key}`)}`
}
