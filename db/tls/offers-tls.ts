import { once } from 'node:events'
import { connect } from 'node:net'
import type { DatabaseAddress } from '#core/database-address.ts'

/** https://www.postgresql.org/docs/current/protocol-message-formats.html, SSLRequest. */
const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
const yes = 'S'.charCodeAt(0)

/**
 * Whether the server answers an SSLRequest with yes. The drivers either don't ask or speak TLS to a server that said no.
 * Rejects when the server can't be reached.
 */
export async function offersTls(address: DatabaseAddress): Promise<boolean> {
  const { host, port, connectTimeoutSeconds } = address
  const signal = AbortSignal.timeout(connectTimeoutSeconds * 1000)
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal })
    socket.write(sslRequest)
    // A server that closes without an answer is as good as one that says no.
    const [answer] = await Promise.race([
      once(socket, 'data', { signal }),
      once(socket, 'end', { signal }).then(() => [Buffer.alloc(1)]),
    ])
    return Buffer.isBuffer(answer) && answer[0] === yes
  } finally {
    socket.destroy()
  }
}
