import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ownProcess } from '#process/own-process.ts'
import { parseDisplays, parseNvidiaSmi, parseVideoControllers } from './graphics-adapters.ts'
import { reasonsAgainst, reportText, type DoctorReport } from './report.ts'

const report: DoctorReport = {
  version: '0.1.0',
  node: { version: 'v22.1.0', ok: true },
  system: {
    platform: 'linux x64',
    cpu: 'A CPU',
    cores: 2,
    memoryBytes: 8 * 1024 ** 3,
    onnxruntime: '1.30.0',
  },
  adapters: [],
  device: 'auto',
  auto: 'cpu',
  providers: [
    { name: 'cpu', there: true, loads: true, float16: true, stepSeconds: 1.5 },
    { name: 'webgpu', there: true, loads: false, float16: false, reason: 'There is no Vulkan driver.' },
  ],
  servers: {
    database: { ok: true, says: 'built in' },
    queue: { ok: true, says: 'in the database' },
    store: { ok: true, says: '/data, 5.0 GB free' },
    discord: { ok: true, says: 'emulated' },
  },
  models: [{ path: '/models/dragon-mini', chosen: true }],
  reasons: [],
}

test('where everything is in order, nothing stands against painting', () => {
  expect(reasonsAgainst(report)).toEqual([])
  expect(reportText(report)).toMatch(
    /cpu .* 1\.5 s[\s\S]*webgpu +no .*no Vulkan driver[\s\S]*Pictures can be painted: DEVICE=auto takes cpu\.$/,
  )
})

test.each<[string, Partial<DoctorReport>, RegExp]>([
  [
    'the device asked for',
    { device: 'webgpu' },
    /DEVICE=webgpu can’t paint here: There is no Vulkan driver\./,
  ],
  ['Node', { node: { version: 'v18.0.0', ok: false } }, /v18\.0\.0 is not supported: install/],
  [
    'the model',
    { models: [{ path: '/m', chosen: true, problem: 'There is no model.' }] },
    /There is no model\./,
  ],
  [
    'the database',
    { servers: { ...report.servers, database: { ok: false, says: 'it does not answer' } } },
    /The database: it does not answer/,
  ],
])('what is wrong with %s stands against it', (_, wrong, reason) => {
  const found = { ...report, ...wrong }
  expect(reasonsAgainst(found)).toEqual([expect.stringMatching(reason)])
  expect(reportText({ ...found, reasons: reasonsAgainst(found) })).toMatch(/No picture can be painted:/)
})

test('adapters are read from what the systems’ tools print', () => {
  expect(parseNvidiaSmi('NVIDIA GeForce RTX 4070, 12282, 581.29\n')).toEqual([
    { name: 'NVIDIA GeForce RTX 4070', memoryBytes: 12282 * 1024 ** 2, driver: '581.29' },
  ])
  expect(parseVideoControllers('[{"Name":"AMD Radeon RX 7800 XT","DriverVersion":"32.0.1"}]')).toEqual([
    { name: 'AMD Radeon RX 7800 XT', driver: '32.0.1' },
  ])
  expect(parseDisplays('{"SPDisplaysDataType":[{"sppci_model":"Apple M2","_name":"x"}]}')).toEqual([
    { name: 'Apple M2' },
  ])
})

test('npm run doctor tells what paints here, as JSON', { timeout: 240_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'doctor-'))
  const { file, execArgv } = ownProcess('start/doctor')
  const env = { ...process.env, DATA_DIR: dataDir, MODEL: 'test/fixtures/diffusers/model', DEVICE: 'cpu' }
  const { stdout } = await promisify(execFile)(process.execPath, [...execArgv, file, '--json'], { env })
  await rm(dataDir, { recursive: true })
  expect(JSON.parse(stdout)).toMatchObject({
    reasons: [],
    device: 'cpu',
    providers: expect.arrayContaining([
      expect.objectContaining({ name: 'cpu', loads: true, stepSeconds: expect.any(Number) }),
      // No system has both of these.
      expect.objectContaining({ there: false, reason: expect.stringMatching(/ is for /) }),
    ]),
    models: expect.arrayContaining([expect.objectContaining({ chosen: true })]),
  })
})
