import type { ConnectionOptions } from 'node:tls'
import { type DatabaseAddress, readDatabaseAddress } from '#core/database-address.ts'
import { offersTls } from './tls/offers-tls.ts'
import { tlsOptions } from './tls/tls-options.ts'

/** The part of node-postgres' pool options that an address decides (https://node-postgres.com/apis/client). */
export interface PgOptions {
  host: string
  port: number
  user?: string
  password?: string
  database?: string
  ssl: ConnectionOptions | false
  sslnegotiation?: 'direct'
  application_name: string
  options?: string
  connectionTimeoutMillis: number
}

/**
 * An address for node-postgres, which BullMQ uses: it knows no "where offered", so the server is asked.
 * Rejects when it can't be reached then.
 */
export async function pgOptions(url: string): Promise<PgOptions> {
  const address = readDatabaseAddress(url)
  const { host, port, user, password, database, tls, options } = address
  return {
    host,
    port,
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
    ssl: (await isEncrypted(address)) ? tlsOptions(tls) : false,
    ...(tls.direct && { sslnegotiation: 'direct' as const }),
    application_name: address.applicationName,
    ...(options !== undefined && { options }),
    connectionTimeoutMillis: address.connectTimeoutSeconds * 1000,
  }
}

async function isEncrypted(address: DatabaseAddress): Promise<boolean> {
  const { encryption } = address.tls
  return encryption === 'always' || (encryption === 'where offered' && (await offersTls(address)))
}
