import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { RedisOptions } from 'ioredis'
import { PersonError, reasonOf } from '#core/errors.ts'
import { readRedisAddress } from '#core/redis-address.ts'

/** The part of ioredis' options that an address decides. */
type AddressOptions = Pick<RedisOptions, 'host' | 'port' | 'db' | 'username' | 'password' | 'tls'>

/**
 * An address for ioredis.
 * @throws {PersonError} `database_address` where the root certificate can't be read
 */
export function redisOptions(url: string): AddressOptions {
  const { host, port, user, password, database, tls } = readRedisAddress(url)
  return {
    host,
    port,
    db: database,
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...(tls !== undefined && {
      tls: {
        ...(isIP(host) === 0 && { servername: host }),
        rejectUnauthorized: tls.verify,
        ...(!tls.checkName && { checkServerIdentity: () => undefined }),
        ...(tls.rootCertificate !== undefined && { ca: read(tls.rootCertificate) }),
      },
    }),
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new PersonError(
      'database_address',
      `REDIS_URL has ssl_ca_certs=${file}, which can't be read (${reasonOf(error)}): name a PEM file that this user may read.`,
      { cause: error },
    )
  }
}
