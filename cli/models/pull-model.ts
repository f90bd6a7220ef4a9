import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { HubApiError, listFiles, type ListFileEntry } from '@huggingface/hub'
import { PersonError } from '#core/errors.ts'
import { download, RefusedError } from './download.ts'
import { neededFiles } from './needed-files.ts'
import { bytesText } from './model-text.ts'

export interface PullOptions {
  /** `owner/name` on the hub. */
  id: string
  revision: string
  modelsDir: string
  /** The folder's name in `modelsDir`; the repository's own by default. */
  name?: string
  hubUrl: string
  token: string | undefined
  /** Connections that may break in a row without a byte having come, and the first wait between them. */
  retries?: number
  retryDelayMs?: number
  progress?: PullProgress
}

export interface PullProgress {
  start(totalBytes: number, files: number): void
  /** Bytes of all files together, and the file that is being fetched. */
  update(bytes: number, file: string): void
  end(): void
}

const repositoryId = /^[\w.-]+\/[\w.-]+$/

/**
 * Fetches a model into `modelsDir` and returns its folder. It appears there whole or not at all: until then it is a hidden
 * folder, from which a second try goes on.
 * @throws PersonError `usage` or `hub`
 */
export async function pullModel(options: PullOptions): Promise<string> {
  const { id, modelsDir, revision, hubUrl, token, progress, retries = 5, retryDelayMs = 1000 } = options
  const name = options.name ?? basename(id)
  if (!repositoryId.test(id)) {
    throw new PersonError('usage', `"${id}" is no repository of the hub: it is written owner/name.`)
  }
  if (!/^\w[\w.-]*$/.test(name)) throw new PersonError('usage', `A model can't be called "${name}".`)
  const folder = join(modelsDir, name)
  if (await stat(folder).catch(() => undefined)) {
    throw new PersonError('usage', `${folder} is there already: remove it first, or choose another --name.`)
  }
  const files = neededFiles(id, await listing(options))
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const partial = join(modelsDir, `.${name}.partial`)
  await mkdir(partial, { recursive: true })
  await checkRoom(partial, files)
  progress?.start(total, files.length)
  try {
    let finished = 0
    for (const file of files) {
      await download({
        url: `${hubUrl}/${id}/resolve/${encodeURIComponent(revision)}/${file.path.split('/').map(encodeURIComponent).join('/')}`,
        headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
        file,
        to: join(partial, file.path),
        retries,
        retryDelayMs,
        onBytes: (bytes) => progress?.update(finished + bytes, file.path),
      })
      finished += file.size
    }
  } catch (error) {
    if (error instanceof RefusedError) throw refused(options, error.status, error)
    throw error
  } finally {
    progress?.end()
  }
  await removeOthers(partial, files)
  await rename(partial, folder)
  return folder
}

async function listing(options: PullOptions): Promise<ListFileEntry[]> {
  const { id, revision, hubUrl, token } = options
  try {
    const files: ListFileEntry[] = []
    const entries = listFiles({
      repo: { type: 'model', name: id },
      recursive: true,
      revision,
      hubUrl,
      ...(token !== undefined && { accessToken: token }),
    })
    for await (const entry of entries) files.push(entry)
    return files
  } catch (error) {
    if (error instanceof HubApiError) throw refused(options, error.statusCode, error)
    throw new PersonError('hub', `${hubUrl} can't be reached: check the network, or HF_ENDPOINT.`, {
      cause: error,
    })
  }
}

/** The hub answers 401 for what does not exist as well, so that nobody learns what private repositories are called. */
function refused({ id, revision, hubUrl, token }: PullOptions, status: number, cause: unknown): PersonError {
  const say = (sentence: string) => new PersonError('hub', sentence, { cause })
  if (status === 404) return say(`There is no ${id} with a revision "${revision}" on ${hubUrl}: check both.`)
  if (status !== 401 && status !== 403) return say(`${hubUrl} answered ${status} for ${id}: try again later.`)
  const terms = `accept its terms on ${hubUrl}/${id}`
  return token === undefined
    ? say(
        `${id} is not open to everybody, or does not exist: check its name, ${terms}, and set HF_TOKEN to an access token.`,
      )
    : say(`${id} is not open to the account of HF_TOKEN: ${terms}, and check that the token may read it.`)
}

async function checkRoom(partial: string, files: readonly ListFileEntry[]): Promise<void> {
  let missing = 0
  for (const { path, size } of files)
    missing += size - ((await stat(join(partial, path)).catch(() => undefined))?.size ?? 0)
  const { bavail, bsize } = await statfs(partial)
  if (missing <= bavail * bsize) return
  throw new PersonError(
    'hub',
    `There is too little room: ${bytesText(missing)} are needed where ${bytesText(bavail * bsize)} are free (${partial}).`,
  )
}

/** What an earlier try at another revision left behind. */
async function removeOthers(partial: string, files: readonly ListFileEntry[]): Promise<void> {
  const wanted = new Set(files.map(({ path }) => path))
  for (const entry of await readdir(partial, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
      .slice(partial.length + 1)
      .replaceAll('\\', '/')
    if (entry.isFile() && !wanted.has(path)) await rm(join(partial, path))
  }
}
