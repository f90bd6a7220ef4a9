import { freePicturesPerDay } from '#core/config.ts'

const { usual } = freePicturesPerDay

/** What the start found, as a person at the terminal wants to know it. */
export interface StartFacts {
  readonly version: string
  readonly nodeVersion: string
  readonly url: string
  /** Where the database is, without its password. */
  readonly database: string
  readonly queue: string
  /** `opening`: what a worker does that can't paint yet. */
  readonly workers: readonly {
    device: string
    models: readonly string[]
    slots: number
    opening?: string | undefined
  }[]
  readonly dataDir: string
  readonly discord:
    | { kind: 'real'; name: string; applicationId: string; inviteLink: string; servers: string }
    | { kind: 'emulated'; tryIt: string; freePicturesPerDay: number }
  /** Undefined where it is off. */
  readonly api: { key: string | undefined } | undefined
  readonly secondsToReady: number
}

/** Several lines, without a newline at the end; on a terminal headings are bold. */
export function startText(facts: StartFacts, options: { bold: boolean }): string {
  const strong = (text: string) => (options.bold ? `\u001B[1m${text}\u001B[0m` : text)
  const rows: [string, string][] = [
    ['Model', facts.workers.map((worker) => worker.models.join(', ')).join('; ') || 'no worker yet'],
    ['Device', facts.workers.map((worker) => describeDevice(worker)).join('; ') || 'no worker yet'],
    ['Database', facts.database],
    ['Queue', facts.queue],
    ['Data', facts.dataDir],
    ...discordRows(facts.discord),
    ...(facts.api === undefined ? [] : apiRows(facts.url, facts.api)),
    ['Health', `${facts.url}/api/health`],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  const table = rows.map(([name, value]) => `  ${strong(name.padEnd(width))}  ${value}`)
  const paints = facts.workers.every(({ opening }) => opening === undefined)
  const title = `Dragon Wings ${facts.version} ${paints ? 'paints' : 'answers, and paints soon'} (ready after ${facts.secondsToReady.toFixed(1)} s, Node ${facts.nodeVersion})`
  const end =
    facts.discord.kind === 'emulated'
      ? [
          '',
          `  No DISCORD_TOKEN is set, so a Discord of your own takes its place. ${strong('Open it in a browser:')} ${facts.url}`,
          '  or from another shell:',
          facts.discord.tryIt,
          ...(facts.discord.freePicturesPerDay > usual
            ? [
                '',
                `  Everybody has ${facts.discord.freePicturesPerDay} pictures a day here. On Discord it would be ${usual}, unless FREE_PICTURES_PER_DAY says otherwise.`,
              ]
            : []),
        ]
      : []
  return ['', strong(title), ...table, ...end, '', '  Ctrl-C stops it.', ''].join('\n')
}

function apiRows(url: string, { key }: { key: string | undefined }): [string, string][] {
  const docs: [string, string] = ['API', `${url}/api/docs`]
  return key === undefined ? [docs] : [docs, ['API key', key]]
}

function describeDevice({ device, slots, opening }: StartFacts['workers'][number]): string {
  if (opening !== undefined) return `${opening}; what is asked for waits until then`
  return `${device}, ${slots} ${slots === 1 ? 'picture' : 'pictures'} at once`
}

function discordRows(discord: StartFacts['discord']): [string, string][] {
  if (discord.kind === 'emulated') return [['Discord', 'emulated, on this machine']]
  return [
    ['Discord', `${discord.name} (application ${discord.applicationId}), commands ${discord.servers}`],
    ['Invite', discord.inviteLink],
  ]
}
