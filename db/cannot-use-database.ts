import { nameOfDatabase, type DatabaseAddress } from '#core/database-address.ts'
import { PersonError, reasonOf } from '#core/errors.ts'

/** What Node says of a certificate that it does not trust (https://nodejs.org/api/tls.html, X509 certificate error codes). */
const untrusted = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** One sentence on why a database can't be used, and what to do. */
export function cannotUseDatabase(address: DatabaseAddress, error: unknown): PersonError {
  if (error instanceof PersonError) return error
  const server = `The database at ${nameOfDatabase(address)} can't be used (${reasonOf(error)})`
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const advice = untrusted.has(code)
    ? 'name the root of its certificate with sslrootcert=FILE in DATABASE_URL, or set sslmode=require, which encrypts without verifying.'
    : code === 'ERR_TLS_CERT_ALTNAME_INVALID'
      ? 'use the name that its certificate is for in DATABASE_URL, or sslmode=verify-ca with sslrootcert=FILE.'
      : 'check DATABASE_URL and that PostgreSQL runs there.'
  return new PersonError('database_unreachable', `${server}: ${advice}`, { cause: error })
}
