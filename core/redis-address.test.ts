import { expect, test } from 'vitest'
import { nameOfRedis, readRedisAddress, type RedisAddress } from './redis-address.ts'

const plain: RedisAddress = {
  host: 'redis.example',
  port: 6379,
  user: undefined,
  password: undefined,
  database: 0,
  tls: undefined,
}
const verified = { verify: true, checkName: true, rootCertificate: undefined }

test.each<[string, Partial<RedisAddress>]>([
  ['redis://redis.example', {}],
  ['redis://redis.example:6380/', { port: 6380 }],
  ['redis://redis.example/3', { database: 3 }],
  ['redis://redis.example?db=4', { database: 4 }],
  ['redis://redis.example/3?db=4', { database: 4 }],
  ['redis://:secret@redis.example', { password: 'secret' }],
  ['redis://anna:p%40ss%23@redis.example', { user: 'anna', password: 'p@ss#' }],
  ['redis://[::1]:6380', { host: '::1', port: 6380 }],
  [
    'rediss://anna:secret@redis.example:6380/1',
    { port: 6380, user: 'anna', password: 'secret', database: 1, tls: verified },
  ],
  ['rediss://redis.example?ssl_cert_reqs=none', { tls: { ...verified, verify: false } }],
  ['rediss://redis.example?ssl_ca_certs=/ca.pem', { tls: { ...verified, rootCertificate: '/ca.pem' } }],
  ['rediss://redis.example?ssl_check_hostname=false', { tls: { ...verified, checkName: false } }],
])('%s', (url, differs) => {
  expect(readRedisAddress(url)).toEqual({ ...plain, ...differs })
})

test.each([
  ['http://redis.example', 'begins with redis:// or rediss://'],
  ['redis-sentinel://redis.example', 'begins with redis:// or rediss://'],
  ['redis://a:b/c@redis.example', 'written %23, %2F'],
  ['redis://redis.example/jobs', 'the database "jobs"'],
  ['redis://redis.example?tls=true', 'has tls, which is not known'],
  ['rediss://redis.example?ssl_cert_reqs=maybe', 'it is required or none'],
  ['redis://:100%@redis.example', 'write it %25'],
])('%s is refused in words', (url, said) => {
  expect(() => readRedisAddress(url)).toThrow(said)
})

test('its name has neither user nor password', () => {
  expect(nameOfRedis(readRedisAddress('rediss://anna:secret@redis.example/2'))).toBe('redis.example:6379/2')
})
