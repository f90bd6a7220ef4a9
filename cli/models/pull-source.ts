import { PersonError } from '#core/errors.ts'

/** The source of a model. */
export type PullSource =
  | { from: 'hub'; id: string; file?: string; revision?: string }
  | { from: 'address'; url: URL }

/** The hub's own addresses, whatever mirror is used. */
const hubHosts = new Set(['huggingface.co', 'hf.co', 'www.huggingface.co'])
const repositoryId = /^[\w.-]+\/[\w.-]+$/

/**
 * What was asked for: `owner/name`, a page or file of the hub, or the address of a file anywhere.
 * @throws PersonError `usage`
 */
export function readPullSource(text: string, hubUrl: string): PullSource {
  if (repositoryId.test(text)) return { from: 'hub', id: text }
  if (!/^https?:\/\//.test(text)) {
    throw new PersonError(
      'usage',
      `"${text}" is no repository of the hub, which is written owner/name, and no address that begins with https://.`,
    )
  }
  if (!URL.canParse(text)) throw new PersonError('usage', `"${text}" is no address.`)
  const url = new URL(text)
  return (
    (hubHosts.has(url.host) || url.origin === hubUrl ? ofHub(url) : undefined) ?? { from: 'address', url }
  )
}

function ofHub({ pathname }: URL): PullSource | undefined {
  const [, owner, name, kind, revision, ...path] = pathname.split('/').map(decodeURIComponent)
  const id = `${owner}/${name}`
  if (!repositoryId.test(id)) return undefined
  if (kind === undefined || kind === '') return { from: 'hub', id }
  if (revision === undefined) return undefined
  if (kind === 'tree') return { from: 'hub', id, revision }
  if (kind !== 'blob' && kind !== 'resolve') return undefined
  return { from: 'hub', id, revision, file: path.join('/') }
}
