/**
 * `npm run doctor`: what this machine can paint on and why not, and whether everything else is in order. Exit status: 0 when pictures
 * can be painted, 1 when not, 2 for a usage error.
 */
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { loadConfig } from '#core/config.ts'
import { PersonError } from '#core/errors.ts'
import { runtimeVersion } from '#diffusion/session/session.ts'
import { readEnvFile } from '#process/env-file.ts'
import { createLogger } from '#process/logger.ts'
import { examineModels } from './doctor/examine-models.ts'
import { examineProviders } from './doctor/examine-providers.ts'
import { examineServers } from './doctor/examine-servers.ts'
import { graphicsAdapters } from './doctor/graphics-adapters.ts'
import { reasonsAgainst, reportText, type DoctorReport } from './doctor/report.ts'
import { version } from './version.ts'

/** As package.json's engines and README.md say. */
const supportedNode = /^v(20\.(2\d|[3-9]\d)|22|24)\./

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PersonError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}

async function main(argv: string[]): Promise<number> {
  const json = jsonWanted(argv)
  readEnvFile()
  const config = loadConfig(process.env)
  const logger = createLogger({ name: 'doctor', level: 'silent' })
  const say = (sentence: string) => process.stderr.write(`${sentence}\n`)
  const adapters = await graphicsAdapters()
  const models = await examineModels(config)
  const model = models.find(({ chosen, problem }) => chosen && problem === undefined)
  const found: Omit<DoctorReport, 'reasons'> = {
    version,
    node: { version: process.version, ok: supportedNode.test(process.version) },
    system: {
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      onnxruntime: runtimeVersion,
    },
    adapters,
    device: config.device,
    ...(await examineProviders(model, adapters, {
      asked: config.device,
      keptIn: config.dataDir,
      env: process.env,
      say,
    })),
    servers: await examineServers(config, logger),
    models,
  }
  const report = { ...found, reasons: reasonsAgainst(found) }
  process.stdout.write(`${json ? JSON.stringify(report) : reportText(report)}\n`)
  return report.reasons.length === 0 ? 0 : 1
}

/** @throws PersonError `usage` */
function jsonWanted(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { json: { type: 'boolean', default: false } } }).values.json
  } catch (cause) {
    throw new PersonError('usage', 'npm run doctor takes --json and nothing else.', { cause })
  }
}
