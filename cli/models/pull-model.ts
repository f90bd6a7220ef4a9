import { basename } from 'node:path'
import { PersonError } from '#core/errors.ts'
import { RefusedError } from './download.ts'
import { hubFileUrl, hubHeaders, hubListing, refusedByHub } from './hub-listing.ts'
import type { PullProgress } from './pull-bar.ts'
import { pullFile, type PulledFile } from './pull-file.ts'
import { pullFolder } from './pull-folder.ts'
import { readPullSource } from './pull-source.ts'
import { singleFile } from './single-file.ts'

export interface PullOptions {
  /** `owner/name` on the hub, a page or file of it, or the address of a `.safetensors` file. */
  source: string
  /** Of a repository: `main` by default. */
  revision?: string
  /** One of a repository's files. */
  file?: string
  /** What the file must be, in hex. */
  sha256?: string
  modelsDir: string
  /** The folder's or file's name in `modelsDir`; its own by default. */
  name?: string
  hubUrl: string
  token: string | undefined
  /** Connections that may break in a row without a byte having come, and the first wait between them. */
  retries?: number
  retryDelayMs?: number
  progress?: PullProgress
}

/**
 * Fetches a model folder, or a file of any kind that can be painted with, into the place of `modelsDir` where it belongs.
 * @returns the path of a folder, or what there is to tell of a file
 * @throws PersonError `usage` or `hub`
 */
export async function pullModel(options: PullOptions): Promise<string | PulledFile> {
  const { modelsDir, hubUrl, token, progress, name, sha256, retries = 5, retryDelayMs = 1000 } = options
  const source = readPullSource(options.source, hubUrl)
  if (name !== undefined && !/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}._+ -]*$/u.test(name))
    throw new PersonError('usage', `A model can't be called "${name}".`)
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256))
    throw new PersonError('usage', '--sha256 is 64 hex digits.')
  const common = { modelsDir, name, retries, retryDelayMs, progress }
  if (source.from === 'address') return pullAddress(source.url, { ...common, sha256: sha256?.toLowerCase() })

  const revision = options.revision ?? source.revision ?? 'main'
  const repository = { id: source.id, revision, hubUrl, token }
  const listing = await hubListing(repository)
  const file = singleFile(source.id, listing, options.file ?? source.file)
  const repositoryName = basename(source.id)
  if (!file) {
    if (sha256 !== undefined)
      throw new PersonError('usage', `--sha256 is for one file, and ${source.id} is a folder of them.`)
    return pullFolder({ ...repository, ...common, listing, name: name ?? repositoryName })
  }
  if (sha256 !== undefined && file.lfs && file.lfs.oid !== sha256.toLowerCase())
    throw new PersonError(
      'hub',
      `${file.path} of ${source.id} is not that file: its SHA-256 is ${file.lfs.oid}.`,
    )
  try {
    return await pullFile({
      ...common,
      url: hubFileUrl(repository, file.path),
      headers: hubHeaders(repository),
      named: file.path,
      ownName: file.path,
      from: 'the hub',
      sha256: file.lfs?.oid ?? sha256?.toLowerCase(),
      fallbackName: repositoryName,
    })
  } catch (error) {
    if (error instanceof RefusedError) throw refusedByHub(repository, error.status, error)
    throw error
  }
}

async function pullAddress(
  url: URL,
  options: Pick<
    Parameters<typeof pullFile>[0],
    'modelsDir' | 'name' | 'sha256' | 'retries' | 'retryDelayMs'
  > & {
    progress: PullProgress | undefined
  },
): Promise<PulledFile> {
  const named = decodeURIComponent(url.pathname.split('/').findLast((part) => part !== '') ?? url.host)
  try {
    return await pullFile({
      ...options,
      url: url.href,
      headers: {},
      named,
      ownName: named.endsWith('.safetensors') ? named : undefined,
      from: options.sha256 === undefined ? url.host : '--sha256',
      fallbackName: url.host,
    })
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error
    throw new PersonError('hub', refusedSentence(url.host, named, error.status), { cause: error })
  }
}

function refusedSentence(host: string, named: string, status: number): string {
  if (status === 401 || status === 403)
    return `${host} gives ${named} only to those who are logged in: download it with a browser and put it into the models folder, or add the site's API key to the address (Civitai: ?token=…).`
  if (status === 404 || status === 410) return `${host} has no ${named} any more: check the address.`
  return `${host} answered ${status} for ${named}: check the address.`
}
