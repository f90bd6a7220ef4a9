import { wrongAddress as wrong } from './wrong-address.ts'

/** How a connection to PostgreSQL is encrypted, if it is, and how the server's certificate is checked. */
export interface DatabaseTls {
  readonly encryption: 'never' | 'where offered' | 'always'
  readonly verification: 'none' | 'chain' | 'chain and name'
  /** The name that the certificate must be for. */
  readonly serverName: string
  /** Paths of PEM files. Without a root certificate those that Node trusts count. */
  readonly rootCertificate: string | undefined
  readonly certificate: string | undefined
  readonly key: string | undefined
  readonly keyPassword: string | undefined
  /** TLS from the first byte, as PostgreSQL 17 can. */
  readonly direct: boolean
  readonly minVersion: TlsVersion | undefined
}

const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
export type TlsVersion = (typeof tlsVersions)[number]

/**
 * @param given the address's parameter of that name
 * @param serverName the host, or the folder of a Unix socket
 * @throws {PersonError} `database_address`
 */
export function readTls(given: (name: string) => string | undefined, serverName: string): DatabaseTls {
  const system = given('sslrootcert') === 'system'
  const mode = given('sslmode') ?? modeOfSsl(given('ssl')) ?? (system ? 'verify-full' : 'prefer')
  if (system && mode !== 'verify-full') wrong('has sslrootcert=system, which needs sslmode=verify-full')
  const rootCertificate = system ? undefined : given('sslrootcert')
  const negotiation = given('sslnegotiation') ?? 'postgres'
  if (negotiation !== 'postgres' && negotiation !== 'direct') {
    wrong(`has sslnegotiation=${negotiation}: it is postgres or direct`)
  }
  const { encryption, verification } = meaningOf(mode, rootCertificate !== undefined)
  const direct = negotiation === 'direct'
  if (direct && encryption !== 'always')
    wrong('has sslnegotiation=direct, which needs sslmode=require or more')
  const version = given('ssl_min_protocol_version')
  const minVersion = tlsVersions.find((known) => known === version)
  if (version !== undefined && minVersion === undefined) {
    wrong(`has ssl_min_protocol_version=${version}: it is one of ${tlsVersions.join(', ')}`)
  }
  return {
    // As with libpq, a Unix socket is never encrypted.
    encryption: serverName.startsWith('/') ? 'never' : encryption,
    verification,
    serverName,
    rootCertificate,
    certificate: given('sslcert'),
    key: given('sslkey'),
    keyPassword: given('sslpassword'),
    direct,
    minVersion,
  }
}

/** `ssl=` is what other drivers have in place of `sslmode=`; libpq itself takes `ssl=true`. */
function modeOfSsl(ssl: string | undefined): string | undefined {
  if (ssl === 'true' || ssl === '1') return 'require'
  if (ssl === 'false' || ssl === '0') return 'disable'
  return ssl
}

type Meaning = Pick<DatabaseTls, 'encryption' | 'verification'>

function meaningOf(mode: string, hasRootCertificate: boolean): Meaning {
  switch (mode) {
    case 'disable':
      return { encryption: 'never', verification: 'none' }
    // To libpq `allow` tries without encryption first; what is better is never worse here.
    case 'allow':
    case 'prefer':
      return { encryption: 'where offered', verification: 'none' }
    // As libpq has it for the sake of older files: a root certificate makes `require` verify the chain.
    case 'require':
      return { encryption: 'always', verification: hasRootCertificate ? 'chain' : 'none' }
    // A mode of node-postgres alone.
    case 'no-verify':
      return { encryption: 'always', verification: 'none' }
    case 'verify-ca':
      if (hasRootCertificate) return { encryption: 'always', verification: 'chain' }
      return wrong(
        'has sslmode=verify-ca, which needs sslrootcert=FILE; sslmode=verify-full goes without one',
      )
    case 'verify-full':
      return { encryption: 'always', verification: 'chain and name' }
    default:
      return wrong(
        `has sslmode=${mode}: it is one of disable, allow, prefer, require, verify-ca, verify-full`,
      )
  }
}
