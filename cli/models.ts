/**
 * `npm run models`: lists, fetches and checks models. Exit status: 0; 1 when a model can't be used or fetched;
 * 2 for a usage error.
 */
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Command, CommanderError } from 'commander'
import { loadConfig, type Config } from '#core/config.ts'
import { readEnvFile } from '#process/env-file.ts'
import { PersonError } from '#core/errors.ts'
import { PaintError } from '#diffusion/errors.ts'
import { findModels } from '#diffusion/model/find-models.ts'
import { autoV2, fileHash, knownFileHash, rememberFileHash } from '#diffusion/model/model-hash.ts'
import { checkpointEnding, checkpointVae, findModel } from '#diffusion/model/read-model.ts'
import { chooseDevice } from '#diffusion/painter/choose-device.ts'
import { rerunWithGpuLibraries } from '#diffusion/session/gpu-libraries.ts'
import { openSession } from '#diffusion/session/session.ts'
import { checkModel } from './models/check-model.ts'
import { checkUpscalers, upscalerLine } from './models/check-upscalers.ts'
import {
  companionLine,
  companionNamed,
  findCompanions,
  type CompanionFile,
} from './models/companion-files.ts'
import { reportModel } from './models/model-report.ts'
import { bytesText, checkedModelText, hashesText, modelLine } from './models/model-text.ts'
import { pullBar } from './models/pull-bar.ts'
import { pullModel } from './models/pull-model.ts'

process.exitCode = rerunWithGpuLibraries() ?? (await main(process.argv.slice(2)).catch(statusOf))

async function main(argv: string[]): Promise<number> {
  readEnvFile()
  const config = loadConfig(process.env)
  let status = 0
  const command = new Command('models')
    .description('Models: what there is, what one holds, and getting one from the hub.')
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .helpCommand(false)
  command
    .command('list')
    .description('the models, LoRAs, VAEs and embeddings of MODELS_DIR; a star marks the model of MODEL')
    .option('--json', 'one JSON object a line')
    .action(async ({ json }: { json?: true }) => {
      status = await list(config, json === true)
    })
  command
    .command('check')
    .description('opens every part of a model and says what it is')
    .argument('<model>', 'a folder or file of MODELS_DIR by its name, or any')
    .option('--device <name>', 'auto, cpu, webgpu, cuda, cuda:1, tensorrt, dml, coreml', config.device)
    .option('--json', 'one JSON object')
    .action(async (model: string, { device, json }: { device: string; json?: true }) => {
      status = await check(model, config, device, json === true)
    })
  command
    .command('pull')
    .description(
      'fetches a model folder or a .safetensors file (checkpoint, LoRA, VAE, embedding) to where it belongs; HF_TOKEN opens gated ones',
    )
    .argument('<source>', 'owner/name on the hub, or an address')
    .option('--revision <name>', 'branch, tag or commit of a repository')
    .option('--file <path>', 'one of the files of a repository')
    .option('--sha256 <hex>', 'what the file must be')
    .option('--name <name>', 'what to call it')
    .action(async (source: string, options: PullChoices) => {
      await pull(source, options, config)
    })
  try {
    await command.parseAsync(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return 0
    if (error.code === 'commander.help')
      throw new PersonError('usage', 'Say list, check or pull. See --help.')
    throw new PersonError(
      'usage',
      `${error.message.replace(/^error: /, '').replace(/\.?$/, '.')} See --help.`,
    )
  }
  return status
}

/** What there is, from the headers alone; then the checksums of large files that nobody has computed yet, which takes a while once. */
async function list({ modelsDir, model, modelVae, dataDir }: Config, json: boolean): Promise<number> {
  const found = await findModels(modelsDir)
  const companions = await findCompanions(modelsDir)
  if (found.length === 0) {
    console.error(
      `There is no model in ${modelsDir}: put a checkpoint (.safetensors) there, or fetch one with "npm run models -- pull".`,
    )
  }
  const chosen = findModel(model, modelsDir)
  const later: { name: string; path: string }[] = []
  const hashed = async (name: string, path: string) => {
    const sha256 = await knownFileHash(path, dataDir)
    if (sha256 === undefined) later.push({ name, path })
    else console.log(`    ${hashesText(sha256)}`)
  }
  for (const path of found) {
    const report = await reportModel(path, checkpointVae(path, modelVae, modelsDir))
    const isFile = path.endsWith(checkpointEnding)
    if (json) {
      const { name, layout, precision, size, bytes, problems } = report
      const described = { name, path, default: path === chosen, layout, precision, size, bytes, problems }
      const hashes = isFile ? hashesOf(await fileHash(path, dataDir)) : {}
      console.log(JSON.stringify({ kind: 'model', ...described, ...hashes }))
      continue
    }
    console.log(modelLine(report, path === chosen))
    if (isFile) await hashed(report.name, path)
  }
  for (const companion of companions) {
    const { kind, name, path, bytes, holds, problem } = companion
    if (json) {
      const problems = problem === undefined ? [] : [problem]
      const hashes = hashesOf(await fileHash(path, dataDir))
      console.log(JSON.stringify({ kind, name, path, bytes, holds, problems, ...hashes }))
      continue
    }
    console.log(companionLine(companion, bytesText(bytes)))
    await hashed(name, path)
  }
  for (const { name, path } of later) console.log(`${name}  ${hashesText(await fileHash(path, dataDir))}`)
  return 0
}

async function check(nameOrPath: string, config: Config, wanted: string, json: boolean): Promise<number> {
  const { modelsDir, modelVae, dataDir } = config
  const path = findModel(nameOrPath, modelsDir)
  const inModelsDir = dirname(resolve(path)) === resolve(modelsDir)
  const companion = existsSync(path) && inModelsDir ? undefined : await companionNamed(nameOrPath, modelsDir)
  if (companion) return checkCompanion(companion, dataDir, json)
  if (!existsSync(path)) throw new PersonError('usage', `There is no model at ${path}.`)
  const vae = checkpointVae(path, modelVae, modelsDir)
  const device = wanted === 'auto' ? await deviceOf(path, dataDir) : wanted
  const checked = await checkModel(path, device, openSession, vae)
  const sha256 = path.endsWith(checkpointEnding) ? await fileHash(path, dataDir) : undefined
  const upscalers = await checkUpscalers(path, modelsDir, device, openSession)
  if (json) {
    const { layout, precision, size, bytes, hash, parts, opened, problems, notes } = checked
    const described = parts.map(({ name, source, bytes, onnx }) => ({
      name,
      file: source.file,
      bytes,
      producer: onnx?.producer,
      weights: onnx?.weights,
      ...opened.find((part) => part.name === name),
    }))
    console.log(
      JSON.stringify({
        path,
        layout,
        precision,
        size,
        bytes,
        hash,
        ...(sha256 !== undefined && hashesOf(sha256)),
        parts: described,
        upscalers,
        problems,
        notes,
      }),
    )
  } else {
    const hashes = sha256 === undefined ? [] : [`  ${hashesText(sha256)}`]
    console.log([checkedModelText(checked), ...hashes, ...upscalers.map(upscalerLine)].join('\n'))
  }

  return checked.problems.length === 0 ? 0 : 1
}

async function checkCompanion(companion: CompanionFile, dataDir: string, json: boolean): Promise<number> {
  const { path, bytes, problem } = companion
  const sha256 = await fileHash(path, dataDir)
  if (json) console.log(JSON.stringify({ ...companion, ...hashesOf(sha256) }))
  else {
    console.log([path, companionLine(companion, bytesText(bytes)), `  ${hashesText(sha256)}`].join('\n'))
  }
  return problem === undefined ? 0 : 1
}

function hashesOf(sha256: string): { sha256: string; autoV2: string } {
  return { sha256, autoV2: autoV2(sha256) }
}

/** What `auto` paints a model on. One that is damaged is checked on the CPU, which says how. */
async function deviceOf(path: string, keptIn: string): Promise<string> {
  try {
    return (await chooseDevice({ model: { path }, keptIn, say: (sentence) => console.error(sentence) }))
      .device
  } catch (error) {
    if (error instanceof PaintError) return 'cpu'
    throw error
  }
}

interface PullChoices {
  revision?: string
  file?: string
  sha256?: string
  name?: string
}

async function pull(
  source: string,
  choices: PullChoices,
  { modelsDir, dataDir, hub }: Config,
): Promise<void> {
  const pulled = await pullModel({
    source,
    ...choices,
    modelsDir,
    hubUrl: hub.url,
    token: hub.token,
    progress: pullBar(process.stderr.isTTY),
  })
  if (typeof pulled === 'string') {
    const { bytes } = await reportModel(pulled)
    console.log(`${pulled} (${bytesText(bytes)})`)
    return
  }
  const { path, name, place, bytes, sha256 } = pulled
  await rememberFileHash(path, sha256, dataDir)
  console.log(`${path} (${place.what}, ${bytesText(bytes)})`)
  console.log(hashesText(sha256))
  console.log(place.use(name))
}

function statusOf(error: unknown): number {
  if (error instanceof PersonError) {
    console.error(error.message)
    return error.code === 'usage' || error.code === 'config' ? 2 : 1
  }
  if (error instanceof PaintError) {
    console.error(error.message)
    return 2
  }
  console.error(`This should not have happened: ${error instanceof Error ? error.message : String(error)}`)
  return 1
}
