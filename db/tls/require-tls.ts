import { nameOfDatabase, type DatabaseAddress } from '#core/database-address.ts'
import { PersonError } from '#core/errors.ts'
import { offersTls } from './offers-tls.ts'

/**
 * Called before the first connection, since postgres.js speaks TLS even to a server that refused it, and fails without a message.
 * @throws {PersonError} `database_tls` where the address asks for TLS and the server has none; other errors where it is away
 */
export async function requireTls(address: DatabaseAddress): Promise<void> {
  if (address.tls.encryption !== 'always' || address.tls.direct) return
  if (await offersTls(address)) return
  throw new PersonError(
    'database_tls',
    `The database at ${nameOfDatabase(address)} offers no TLS, which DATABASE_URL asks for: switch it on there, or set sslmode=prefer.`,
  )
}
