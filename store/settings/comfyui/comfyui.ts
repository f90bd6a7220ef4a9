import type { PictureSettings, Reading } from '#store/settings/picture-settings.ts'
import {
  parseWrittenJson,
  told,
  writtenName,
  writtenNumber,
  writtenSeed,
} from '#store/settings/written-json.ts'
import { findSampler } from './find-sampler.ts'
import { Follower, NotFollowed } from './follow.ts'
import { type GraphNode, linkOf, readGraph } from './graph.ts'
import { graphOfWorkflow } from './saved-workflow.ts'

const tool = 'ComfyUI'

/** @param texts the graph under `prompt`, or, as the editor saves it, under `workflow` */
export function readComfyUi(texts: ReadonlyMap<string, string>): Reading {
  const prompt = texts.get('prompt')
  const workflow = texts.get('workflow')
  if (prompt === undefined && workflow === undefined) return undefined
  const graph =
    readGraph(prompt === undefined ? undefined : parseWrittenJson(prompt)) ??
    graphOfWorkflow(workflow === undefined ? undefined : parseWrittenJson(workflow))
  if (graph === undefined) {
    // Other tools call their prompt so, as a text.
    const isJson = [prompt, workflow].some((text) => text !== undefined && /^\s*\{/.test(text))
    return isJson ? { tool, unreadable: { why: 'form' } } : undefined
  }
  const follower = new Follower(graph)
  try {
    const sampler = findSampler(graph, follower)
    return sampler === undefined ? { tool, unreadable: { why: 'no_sampler' } } : settingsOf(sampler, follower)
  } catch (error) {
    if (error instanceof NotFollowed) return { tool, unreadable: { why: 'node', node: error.node } }
    throw error
  }
}

/**
 * A sampler's settings. Newer graphs spread them over nodes of their own: noise, guider, sampler and sigmas.
 * @throws {NotFollowed} where a prompt or the seed can't be known
 */
function settingsOf(sampler: GraphNode, follower: Follower): PictureSettings {
  const part = (name: string) => follower.behind(sampler.inputs.get(name)) ?? sampler
  const value = (node: GraphNode, ...names: string[]): unknown =>
    follower.value(names.map((name) => node.inputs.get(name)).find((one) => one !== undefined))
  /** Where one comes out of a calculation, the settings are read without it. */
  const perhaps = <T>(read: () => T): T | undefined => {
    try {
      return read()
    } catch (error) {
      if (error instanceof NotFollowed) return undefined
      throw error
    }
  }
  const number = (node: GraphNode, ...names: string[]) =>
    perhaps(() => writtenNumber.parse(value(node, ...names)))
  const name = (node: GraphNode, input: string) => perhaps(() => writtenName.parse(value(node, input)))
  const guider = part('guider')
  const sigmas = part('sigmas')
  // What makes the empty picture; where one is painted over, there is no such node.
  const latent = part('latent_image')
  const positive = guider.inputs.get('positive') ?? guider.inputs.get('conditioning')
  const negative = guider.inputs.get('negative')
  return {
    tool,
    prompt: follower.prompt(positive, 'positive'),
    negativePrompt: linkOf(negative) === undefined ? '' : follower.prompt(negative, 'negative'),
    ...told({
      seed: writtenSeed.parse(value(part('noise'), 'seed', 'noise_seed')),
      steps: number(sigmas, 'steps'),
      guidance: number(guider, 'cfg'),
      sampler: name(part('sampler'), 'sampler_name'),
      schedule: name(sigmas, 'scheduler'),
      width: number(latent, 'width', 'empty_latent_width'),
      height: number(latent, 'height', 'empty_latent_height'),
      model: perhaps(() => modelOf(guider, follower)),
    }),
  }
}

/** The checkpoint's file, found through all nodes that change the model, such as LoRAs. */
function modelOf(from: GraphNode, follower: Follower): string | undefined {
  for (let node: GraphNode | undefined = from; node; node = follower.behind(node.inputs.get('model'))) {
    const name = node.inputs.get('ckpt_name') ?? node.inputs.get('unet_name')
    if (typeof name === 'string') return writtenName.parse(name)
  }
  return undefined
}
