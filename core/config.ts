import { resolve } from 'node:path'
import { z } from 'zod'
import { readDatabaseAddress } from './database-address.ts'
import { PersonError } from './errors.ts'
import { maxSteps, minSteps } from './generation.ts'
import { meantBy } from './misspelt.ts'
import { readRedisAddress } from './redis-address.ts'
import { maxPixels, minPixels } from './size.ts'
import { type Speed, speeds, defaultSpeed } from './speeds.ts'

const snowflake = z.string().regex(/^\d{17,20}$/, 'is a Discord id: 17 to 20 digits')
const list = (text: string) => text.split(/[\s,]+/).filter((part) => part !== '')
const snowflakes = z
  .string()
  .default('')
  .transform(list)
  .superRefine((ids, context) => {
    const wrong = ids.filter((id) => !snowflake.safeParse(id).success)
    if (wrong.length === 0) return
    const message = `holds Discord ids of 17 to 20 digits with commas between them, and ${wrong.map((id) => `"${id}"`).join(', ')} is none`
    context.addIssue({ code: 'custom', message })
  })
const integer = (least: number, most: number) => {
  const error = `is a whole number from ${least} to ${most}`
  return z.coerce.number(error).int(error).min(least, error).max(most, error)
}
/** An id, a time and a secret (https://discord.com/developers/docs/reference#authentication). */
const tokenShape = /^[\w-]{17,}\.[\w-]{4,}\.[\w-]{20,}$/
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const url = (protocols: string) =>
  z.url({
    protocol: new RegExp(`^(${protocols})$`),
    error: `is an address that begins with ${protocols.replace('|', ':// or ')}://`,
  })
/** A text that `read` takes without a PersonError. */
const checkedBy = (read: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      read(text)
    } catch (error) {
      if (!(error instanceof PersonError)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  })

/** Every environment variable the project reads. `.env.example` explains each of them to the operator. */
export const environmentSchema = z.object({
  DISCORD_TOKEN: z.string().min(1).optional(),
  DISCORD_APPLICATION_ID: snowflake.optional(),
  DISCORD_GUILD_ID: snowflake.optional(),
  DISCORD_API_URL: url('https|http').optional(),
  OWNER_IDS: snowflakes,
  DATABASE_URL: checkedBy(readDatabaseAddress).optional(),
  REDIS_URL: checkedBy(readRedisAddress).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  KEEP_PICTURES_DAYS: integer(1, 36_500).optional(),
  MODELS_DIR: z.string().min(1).default('./models'),
  MODEL: z.string().min(1).default('dragon-mini'),
  MODEL_VAE: z.string().min(1).optional(),
  DEVICE: z
    .string()
    .regex(
      /^(auto|cpu|webgpu|coreml|(cuda|tensorrt|dml)(:\d{1,2})?)$/,
      'is one of auto, cpu, webgpu, cuda, cuda:1, tensorrt, dml, coreml',
    )
    .default('auto'),
  SPEED: z.enum(speeds, `is one of ${speeds.join(', ')}`).default(defaultSpeed),
  PIP_INDEX_URL: url('https|http').default('https://pypi.org/simple'),
  HF_TOKEN: z.string().min(1).optional(),
  HF_ENDPOINT: url('https|http').default('https://huggingface.co'),
  HTTP_PORT: integer(0, 65535).default(3000),
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  API: z.enum(['on', 'off'], 'is on or off').optional(),
  API_CALLBACKS_TO_LOCAL_ADDRESSES: z.enum(['on', 'off'], 'is on or off').default('off'),
  LOG_LEVEL: z.enum(logLevels, `is one of ${logLevels.join(', ')}`).default('info'),
  FREE_PICTURES_PER_DAY: integer(0, 1_000_000).optional(),
  PRO_PICTURES_PER_DAY: integer(0, 1_000_000).default(100),
  PRO_SKU_IDS: snowflakes,
  MAX_PICTURES_PER_PERSON_PER_DAY: integer(0, 1_000_000).default(1000),
  MAX_PICTURES_PER_SERVER_PER_DAY: integer(0, 10_000_000).default(10_000),
  MAX_STEPS: integer(minSteps, maxSteps).default(100),
  MAX_PIXELS: integer(minPixels, maxPixels).default(1024 * 1024),
  MAX_WEIGHT: integer(1, 1000).default(10),
  MAX_WAITING_PER_PERSON: integer(1, 10_000).default(16),
  MAX_WAITING: integer(1, 1_000_000).default(1000),
  AGE_RESTRICTED_MODELS: z.string().default('').transform(list),
  // Their names may hold spaces.
  AGE_RESTRICTED_LORAS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  UPSCALE_WHOLE_PIXELS: integer(minPixels, maxPixels).optional(),
  SHUTDOWN_GRACE_SECONDS: integer(0, 3600).default(20),
  FAULT_POINT_FILE: z.string().min(1).optional(),
})

/** Where nothing is said. Without a token nobody but the operator is there, and nothing is to be shared out. */
export const freePicturesPerDay = { usual: 10, playground: 1000 }

/** What the operator decided, checked once. Durations carry their unit in the name. */
export interface Config {
  discord: {
    /** Without a token the emulated Discord takes Discord's place. */
    token: string | undefined
    applicationId: string | undefined
    /** Commands are registered in this server only: for development. */
    guildId: string | undefined
    /** As @discordjs/rest's `api` option, so with `/api`; Discord's own when undefined. */
    apiUrl: string | undefined
    ownerIds: string[]
    proSkuIds: string[]
  }
  databaseUrl: string | undefined
  redisUrl: string | undefined
  dataDir: string
  /** Pictures older than this are cleared away, but for favourites; undefined: never. */
  keepPicturesDays: number | undefined
  modelsDir: string
  /** Name of a folder or a checkpoint in `modelsDir`, or a path. */
  model: string
  /** Name of a file in `vae/` of `modelsDir`, or a path: a VAE for checkpoints. */
  modelVae: string | undefined
  device: string
  /** Of pictures for which neither a person nor an admin says otherwise. */
  speed: Speed
  /** Names of models that paint in age-restricted channels only. */
  ageRestrictedModels: string[]
  /** The same of LoRAs. */
  ageRestrictedLoras: string[]
  /** Where `npm run gpu -- install` fetches from: an index of Python packages, as pip names it. */
  wheelIndexUrl: string
  /** Where `npm run models -- pull` fetches from; the token opens models that ask for an account. */
  hub: { url: string; token: string | undefined }
  http: { port: number; host: string }
  /** Whether `npm start` serves the HTTP API. */
  api: boolean
  /** Whether programs may name addresses of this machine and its network to be told of their pictures. */
  callbacksToLocalAddresses: boolean
  logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL']
  tiers: { freePicturesPerDay: number; proPicturesPerDay: number }
  /** The operator's ceilings: no server's admin can go above them. */
  ceilings: {
    picturesPerPersonPerDay: number
    picturesPerServerPerDay: number
    steps: number
    pixels: number
    weight: number
    waitingPerPerson: number
    waiting: number
  }
  /** An upscaled picture of more pixels is painted in tiles; undefined: what suits the model. */
  upscaleWholePixels: number | undefined
  shutdownGraceMs: number
  /** Names the point at which a process dies: for the tests of crashes. */
  faultPointFile: string | undefined
}

/**
 * Reads and checks the environment.
 * @throws {PersonError} `config`, with one line for every variable that is wrong.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  // An empty variable is what `NAME=` in an .env file leaves behind: it means "not set".
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(set)
  const wrong = [
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${String(path[0])}: ${message}`),
    ...misspelt(set),
    ...wrongToken(set),
  ]
  if (parsed.data === undefined || wrong.length > 0) {
    throw new PersonError(
      'config',
      `These settings are wrong (.env.example explains each):\n${wrong.map((line) => `  ${line}`).join('\n')}`,
    )
  }
  const e = parsed.data
  return {
    discord: {
      token: e.DISCORD_TOKEN,
      applicationId: e.DISCORD_APPLICATION_ID,
      guildId: e.DISCORD_GUILD_ID,
      apiUrl: e.DISCORD_API_URL,
      ownerIds: e.OWNER_IDS,
      proSkuIds: e.PRO_SKU_IDS,
    },
    databaseUrl: e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    dataDir: resolve(e.DATA_DIR),
    keepPicturesDays: e.KEEP_PICTURES_DAYS,
    modelsDir: resolve(e.MODELS_DIR),
    model: e.MODEL,
    modelVae: e.MODEL_VAE,
    device: e.DEVICE,
    ageRestrictedModels: e.AGE_RESTRICTED_MODELS,
    ageRestrictedLoras: e.AGE_RESTRICTED_LORAS,
    speed: e.SPEED,
    wheelIndexUrl: e.PIP_INDEX_URL.replace(/\/+$/, ''),
    hub: { url: e.HF_ENDPOINT.replace(/\/+$/, ''), token: e.HF_TOKEN },
    http: { port: e.HTTP_PORT, host: e.HTTP_HOST },
    api: (e.API ?? (e.DISCORD_TOKEN === undefined ? 'on' : 'off')) === 'on',
    callbacksToLocalAddresses: e.API_CALLBACKS_TO_LOCAL_ADDRESSES === 'on',
    logLevel: e.LOG_LEVEL,
    tiers: {
      freePicturesPerDay:
        e.FREE_PICTURES_PER_DAY ?? freePicturesPerDay[e.DISCORD_TOKEN === undefined ? 'playground' : 'usual'],
      proPicturesPerDay: e.PRO_PICTURES_PER_DAY,
    },
    ceilings: {
      picturesPerPersonPerDay: e.MAX_PICTURES_PER_PERSON_PER_DAY,
      picturesPerServerPerDay: e.MAX_PICTURES_PER_SERVER_PER_DAY,
      steps: e.MAX_STEPS,
      pixels: e.MAX_PIXELS,
      weight: e.MAX_WEIGHT,
      waitingPerPerson: e.MAX_WAITING_PER_PERSON,
      waiting: e.MAX_WAITING,
    },
    upscaleWholePixels: e.UPSCALE_WHOLE_PIXELS,
    shutdownGraceMs: e.SHUTDOWN_GRACE_SECONDS * 1000,
    faultPointFile: e.FAULT_POINT_FILE,
  }
}

/**
 * The database of a part that runs alone and does without Discord.
 * @throws {PersonError} `config`
 */
export function databaseOfPart({ databaseUrl }: Pick<Config, 'databaseUrl'>, part: string): string {
  if (databaseUrl !== undefined) return databaseUrl
  throw new PersonError(
    'config',
    `To run ${part} alone, DATABASE_URL is needed: the PostgreSQL that all parts share (.env.example explains it). \`npm start\` brings one, and runs everything.`,
  )
}

/**
 * Checks for the variables that a part needs when it runs alone; `npm start` sets them itself.
 * @throws {PersonError} `config`, with one line for each missing variable
 */
export function settingsOfPart(config: Config, part: string): { token: string; databaseUrl: string } {
  const { databaseUrl, discord } = config
  const { token } = discord
  if (token !== undefined && databaseUrl !== undefined) return { token, databaseUrl }
  const missing = [
    ...(token === undefined ? ['  DISCORD_TOKEN: the bot’s token'] : []),
    ...(databaseUrl === undefined ? ['  DATABASE_URL: the PostgreSQL that all parts share'] : []),
  ]
  throw new PersonError(
    'config',
    `To run ${part} alone, these settings are needed (.env.example explains each):\n${missing.join('\n')}`,
  )
}

function misspelt(env: Record<string, string | undefined>): string[] {
  const known = Object.keys(environmentSchema.shape)
  return Object.keys(env).flatMap((name) => {
    if (known.includes(name)) return []
    const meant = meantBy(name, known)
    return meant === undefined || env[meant] !== undefined
      ? []
      : [`${name}: is not known; did you mean ${meant}?`]
  })
}

/** Discord would say only that it refuses it, after a database was started for nothing. Another server may have tokens of its own. */
function wrongToken({
  DISCORD_TOKEN: token,
  DISCORD_API_URL: apiUrl,
}: Record<string, string | undefined>): string[] {
  if (token === undefined || apiUrl !== undefined || tokenShape.test(token)) return []
  const advice = 'copy it again (your application, Bot, Reset Token)'
  if (/^\d{17,20}$/.test(token)) return [`DISCORD_TOKEN: is an id, not a bot token: ${advice}`]
  if (/^Bot\s/i.test(token)) return ['DISCORD_TOKEN: stands without the word "Bot" in front of it']
  return [
    `DISCORD_TOKEN: is no bot token, which has three parts with dots between them and no spaces: ${advice}`,
  ]
}
