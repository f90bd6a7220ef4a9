import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { ConnectionOptions } from 'node:tls'
import type { DatabaseTls } from '#core/database-tls.ts'
import { PersonError, reasonOf } from '#core/errors.ts'

/**
 * What Node's TLS has to be told, the same for both drivers. `host` and `servername` are named because postgres.js tells neither
 * for an IP address: Node would look for "localhost" in the certificate.
 * @throws {PersonError} `database_address` where a file can't be read
 */
export function tlsOptions(tls: DatabaseTls): ConnectionOptions {
  const { serverName, verification, minVersion, keyPassword } = tls
  return {
    host: serverName,
    ...(isIP(serverName) === 0 && { servername: serverName }),
    rejectUnauthorized: verification !== 'none',
    ...(verification === 'chain' && { checkServerIdentity: () => undefined }),
    ...(tls.rootCertificate !== undefined && { ca: read('sslrootcert', tls.rootCertificate) }),
    ...(tls.certificate !== undefined && { cert: read('sslcert', tls.certificate) }),
    ...(tls.key !== undefined && { key: read('sslkey', tls.key) }),
    ...(keyPassword !== undefined && { passphrase: keyPassword }),
    ...(minVersion !== undefined && { minVersion }),
  }
}

function read(parameter: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new PersonError(
      'database_address',
      `DATABASE_URL has ${parameter}=${file}, which can't be read (${reasonOf(error)}): name a PEM file that this user may read.`,
      { cause: error },
    )
  }
}
