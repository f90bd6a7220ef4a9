import { HubApiError, listFiles, type ListFileEntry } from '@huggingface/hub'
import { PersonError } from '#core/errors.ts'

/** A repository of the hub as it is asked for. */
export interface HubRepository {
  /** `owner/name`. */
  id: string
  revision: string
  hubUrl: string
  token: string | undefined
}

/** @throws PersonError `hub` */
export async function hubListing(repository: HubRepository): Promise<ListFileEntry[]> {
  const { id, revision, hubUrl, token } = repository
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
    if (error instanceof HubApiError) throw refusedByHub(repository, error.statusCode, error)
    throw new PersonError('hub', `${hubUrl} can't be reached: check the network, or HF_ENDPOINT.`, {
      cause: error,
    })
  }
}

/** The address of a file's content. */
export function hubFileUrl({ id, revision, hubUrl }: HubRepository, path: string): string {
  return `${hubUrl}/${id}/resolve/${encodeURIComponent(revision)}/${path.split('/').map(encodeURIComponent).join('/')}`
}

export function hubHeaders({ token }: HubRepository): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` }
}

/** The hub answers 401 for what does not exist as well, so that nobody learns what private repositories are called. */
export function refusedByHub(
  { id, revision, hubUrl, token }: HubRepository,
  status: number,
  cause: unknown,
): PersonError {
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
