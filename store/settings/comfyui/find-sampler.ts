import type { Follower } from './follow.ts'
import { type Graph, type GraphNode, linkOf } from './graph.ts'

/** Nodes that turn noise into a picture: they have conditionings, or a guider that has them, and what they begin with. */
function isSampler({ inputs }: GraphNode): boolean {
  const conditioned = inputs.has('positive') || inputs.has('guider')
  const begins = inputs.has('latent_image') || inputs.has('seed') || inputs.has('noise_seed')
  const samples = inputs.has('steps') || inputs.has('sampler') || inputs.has('sampler_name')
  return conditioned && begins && samples
}

/**
 * The sampler that the saved picture began with: from the node that saves it back to the first one of a chain, since what follows
 * it (a second pass at twice the size, a refiner) goes on from its picture. Where no node saves, any sampler's chain.
 * @throws {NotFollowed} where the chain has no end
 */
export function findSampler(graph: Graph, follower: Follower): GraphNode | undefined {
  const nodes = [...graph.values()]
  const saving = nodes.filter(({ type }) => /save.*image|image.*save|websocket/i.test(type))
  const previewing = nodes.filter(({ type }) => /preview.*image/i.test(type))
  for (const end of [...saving, ...previewing, ...nodes.filter(isSampler)]) {
    const sampler = firstBehind(follower, end)
    if (sampler !== undefined) return sampler
  }
  return undefined
}

/** The last sampler on the way back from a node, along pictures and latents, never along models or texts. */
function firstBehind(follower: Follower, from: GraphNode): GraphNode | undefined {
  let found: GraphNode | undefined
  for (let node: GraphNode | undefined = from; node !== undefined; node = pictureBehind(follower, node)) {
    if (isSampler(node)) found = node
  }
  return found
}

const pictureInputs = ['images', 'image', 'samples', 'latent_image', 'latent', 'pixels', 'latents', 'any']
const numberedInput = /^(?:image|latent|samples?)[_ ]?(?:1|a|in)$/

function pictureBehind(follower: Follower, { inputs }: GraphNode): GraphNode | undefined {
  const links = [...inputs].filter(([, value]) => linkOf(value) !== undefined)
  const named = pictureInputs.flatMap((wanted) => links.find(([name]) => name.toLowerCase() === wanted) ?? [])
  const numbered = links.find(([name]) => numberedInput.test(name.toLowerCase()))
  const input = named[1] ?? numbered?.[1] ?? (links.length === 1 ? links[0]?.[1] : undefined)
  return follower.behind(input)
}
