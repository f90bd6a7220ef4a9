import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from '#api/open-api.ts'
import { loadConfig } from '#core/config.ts'
import { createApiKey } from '#db/api-keys.ts'
import { connectDatabase } from '#db/connect.ts'
import { claimInstallation } from '#db/installation.ts'
import { createLogger } from '#process/logger.ts'
import { tinyModel } from '#test/support/house.ts'
import { createTestDatabase } from '#test/support/services/postgres.ts'
import { runWorker } from '#worker/run-worker.ts'

test('without DISCORD_TOKEN a worker paints for the API alone, and ends when a bot takes the database', async () => {
  const testDatabase = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'dragon-wings-'))
  const database = connectDatabase(testDatabase.url, { maxConnections: 1 })
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
  const config = loadConfig({
    DATABASE_URL: testDatabase.url,
    DATA_DIR: dataDir,
    MODEL: tinyModel,
    MODELS_DIR: dirname(tinyModel),
    DEVICE: 'cpu',
  })
  const worker = await runWorker(config, logger)
  const api = await openApi(config, testDatabase.url, logger)
  try {
    const made = await createApiKey(database.db, {
      userId: '100000000000000001',
      name: 'test',
      guildId: null,
      roleIds: [],
      ageRestricted: false,
      picturesPerDay: null,
    })
    const answer = await api.app.request('/v1/images/generations', {
      method: 'POST',
      headers: { Authorization: `Bearer ${made?.key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ prompt: 'a red dragon', size: '64x64', steps: 1 }),
    })
    const { data } = z
      .object({ data: z.array(z.object({ b64_json: z.string() })) })
      .parse(await answer.json())
    const { width } = await sharp(Buffer.from(data[0]?.b64_json ?? '', 'base64')).metadata()
    expect(width).toBe(64)

    await claimInstallation(database, '200000000000000001')
    await expect(worker.failed).rejects.toMatchObject({ code: 'discord_token_needed' })
    await expect(runWorker(config, logger)).rejects.toThrow(/set its DISCORD_TOKEN/)
  } finally {
    await api.close()
    await worker.close()
    await database.close()
    await testDatabase.drop()
    await rm(dataDir, { recursive: true })
  }
})
