import { describe, expect, test } from 'vitest'
import { type DatabaseAddress, nameOfDatabase, readDatabaseAddress } from './database-address.ts'
import type { DatabaseTls } from './database-tls.ts'

const plain: DatabaseTls = {
  encryption: 'where offered',
  verification: 'none',
  serverName: 'db.example',
  rootCertificate: undefined,
  certificate: undefined,
  key: undefined,
  keyPassword: undefined,
  direct: false,
  minVersion: undefined,
}
const usual: DatabaseAddress = {
  host: 'db.example',
  port: 5432,
  user: 'anna',
  password: 'secret',
  database: 'wings',
  tls: plain,
  applicationName: 'dragon-wings',
  options: undefined,
  connectTimeoutSeconds: 10,
  notes: [],
}
const usualUrl = 'postgres://anna:secret@db.example/wings'

test.each<[string, Partial<DatabaseAddress>]>([
  [usualUrl, {}],
  ['postgresql://anna:secret@db.example:6432/wings', { port: 6432 }],
  ['postgres://anna@db.example/wings', { password: undefined }],
  ['postgres://db.example/wings', { user: undefined, password: undefined }],
  ['postgres://anna:secret@db.example', { database: undefined }],
  ['postgres://anna:p%40ss%2Fw%25rd@db.example/wings', { password: 'p@ss/w%rd' }],
  ['postgres://anna:p@ss#1:x@db.example/wings', { password: 'p@ss#1:x' }],
  ['postgres://anna:@db.example/wings', { password: '' }],
  ['postgres://anna:secret@db.example/w%C3%BCste', { database: 'wüste' }],
  [
    'postgres://anna:secret@[::1]:5433/wings',
    { host: '::1', port: 5433, tls: { ...plain, serverName: '::1' } },
  ],
  ['postgres:///wings?user=anna&password=secret&host=db.example', {}],
  ['postgres://other/wings?host=db.example&user=anna&password=secret&dbname=wings&port=5432', {}],
  [`${usualUrl}?hostaddr=10.0.0.7`, { host: '10.0.0.7' }],
  ['postgres://anna:secret@/wings', { host: 'localhost', tls: { ...plain, serverName: 'localhost' } }],
  [`${usualUrl}?application_name=my%20bot`, { applicationName: 'my bot' }],
  [`${usualUrl}?options=-c%20statement_timeout%3D5s`, { options: '-c statement_timeout=5s' }],
  [`${usualUrl}?options=endpoint%3Dep-cool-1`, { options: 'endpoint=ep-cool-1' }],
  [`${usualUrl}?connect_timeout=3`, { connectTimeoutSeconds: 3 }],
  [`${usualUrl}?connect_timeout=0`, { connectTimeoutSeconds: 10 }],
  [`${usualUrl}?schema=public&uselibpqcompat=true&target_session_attrs=read-write`, {}],
])('%s', (url, differs) => {
  expect(readDatabaseAddress(url)).toEqual({ ...usual, ...differs })
})

test('the folder of a Unix socket, in either place, which is never encrypted', () => {
  const socket: DatabaseAddress = {
    ...usual,
    host: '/var/run/postgresql',
    tls: { ...plain, encryption: 'never', serverName: '/var/run/postgresql' },
  }
  for (const url of [
    'postgres://anna:secret@/wings?host=/var/run/postgresql&sslmode=prefer',
    'postgres://anna:secret@%2Fvar%2Frun%2Fpostgresql/wings',
  ]) {
    expect(readDatabaseAddress(url)).toEqual(socket)
  }
})

const encrypted = { encryption: 'always', verification: 'none' } as const
test.each<[string, Partial<DatabaseTls>]>([
  ['sslmode=disable', { encryption: 'never' }],
  ['sslmode=allow', { encryption: 'where offered' }],
  ['sslmode=prefer', { encryption: 'where offered' }],
  ['sslmode=prefer&sslrootcert=ca.pem', { encryption: 'where offered', rootCertificate: 'ca.pem' }],
  ['sslmode=require', encrypted],
  ['sslmode=require&uselibpqcompat=true', encrypted],
  ['sslmode=require&sslrootcert=ca.pem', { ...encrypted, verification: 'chain', rootCertificate: 'ca.pem' }],
  ['sslmode=no-verify', encrypted],
  ['sslmode=no-verify&sslrootcert=ca.pem', { ...encrypted, rootCertificate: 'ca.pem' }],
  ['ssl=true', encrypted],
  ['ssl=1', encrypted],
  ['ssl=no-verify', encrypted],
  ['ssl=require', encrypted],
  ['ssl=false', { encryption: 'never' }],
  ['ssl=true&sslmode=verify-full', { ...encrypted, verification: 'chain and name' }],
  [
    'sslmode=verify-ca&sslrootcert=ca.pem',
    { ...encrypted, verification: 'chain', rootCertificate: 'ca.pem' },
  ],
  ['sslmode=verify-full', { ...encrypted, verification: 'chain and name' }],
  [
    'sslmode=verify-full&sslrootcert=ca.pem',
    { ...encrypted, verification: 'chain and name', rootCertificate: 'ca.pem' },
  ],
  ['sslrootcert=system', { ...encrypted, verification: 'chain and name' }],
  ['sslmode=require&sslnegotiation=direct', { ...encrypted, direct: true }],
  ['sslmode=require&ssl_min_protocol_version=TLSv1.3', { ...encrypted, minVersion: 'TLSv1.3' }],
  [
    'sslmode=require&sslcert=me.pem&sslkey=me.key&sslpassword=shh',
    { ...encrypted, certificate: 'me.pem', key: 'me.key', keyPassword: 'shh' },
  ],
])('%s', (parameters, differs) => {
  expect(readDatabaseAddress(`${usualUrl}?${parameters}`)).toEqual({
    ...usual,
    tls: { ...plain, ...differs },
  })
})

describe('what is asked for and not used is said', () => {
  test.each([
    ['sslmode=require&channel_binding=require', 'channel_binding, which is not used: sslmode=verify-full'],
    ['pgbouncer=true', 'pooler has to be in session mode'],
    ['connection_limit=5', 'has connection_limit, which is not used'],
    ['gssencmode=require', 'has gssencmode, which'],
    ['supa=base-pooler.x', 'has supa, which'],
  ])('%s', (parameters, said) => {
    expect(readDatabaseAddress(`${usualUrl}?${parameters}`).notes).toEqual([expect.stringContaining(said)])
  })
})

test.each([
  ['mysql://db/wings', 'begins with postgres://'],
  ['postgres://a,b/wings', 'names several servers'],
  ['postgres://a:1,b:2/wings?target_session_attrs=read-write', 'names several servers'],
  ['postgres://anna:p/ss@db.example/wings', 'written %2F'],
  ['postgres://anna:p?ss@db.example/wings', 'written %2F, %3F'],
  ['postgres://db.example:0/wings', 'no port'],
  ['postgres://anna:100%@db.example/wings', 'write it %25'],
  [`${usualUrl}?sslmode=on`, 'sslmode=on: it is one of disable'],
  [`${usualUrl}?ssl=yes`, 'sslmode=yes: it is one of disable'],
  [`${usualUrl}?sslmode=verify-ca`, 'needs sslrootcert=FILE'],
  [`${usualUrl}?sslmode=require&sslrootcert=system`, 'needs sslmode=verify-full'],
  [`${usualUrl}?sslnegotiation=direct`, 'needs sslmode=require or more'],
  [`${usualUrl}?connect_timeout=soon`, 'connect_timeout=soon'],
  [`${usualUrl}?schema=staging`, 'a database of its own'],
  [`${usualUrl}?options=-c%20search_path%3Dstaging`, 'a database of its own'],
])('%s is refused in words', (url, said) => {
  expect(() => readDatabaseAddress(url)).toThrow(said)
})

test('its name has neither user nor password', () => {
  expect(nameOfDatabase(readDatabaseAddress(usualUrl))).toBe('db.example:5432/wings')
  expect(nameOfDatabase(readDatabaseAddress('postgres://a:b@[::1]/x'))).toBe('[::1]:5432/x')
})
