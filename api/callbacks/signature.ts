import { createHmac } from 'node:crypto'

/**
 * Headers by which a receiver knows that a message is ours, unchanged and new (https://www.standardwebhooks.com). The secret is the SHA-256
 * of the API key, which its person can compute: `whsec_` and its base64 is what libraries for such webhooks take.
 */
export function signatureHeaders(
  { id, body, at }: { id: string; body: string; at: Date },
  secret: Buffer,
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}
