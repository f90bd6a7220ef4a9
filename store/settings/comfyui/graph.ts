import { z } from 'zod'
import { cleanText } from '#store/settings/written-json.ts'

/** Where an input comes from: a node by its id, and which of its outputs. */
export interface Link {
  node: string
  output: number
}

export interface GraphNode {
  /** "KSampler" */
  type: string
  /** Values, and links to other nodes, by the inputs' names. */
  inputs: ReadonlyMap<string, unknown>
}

/** A workflow as ComfyUI runs it: nodes by their ids. */
export type Graph = ReadonlyMap<string, GraphNode>

/** ComfyUI's API format, in the chunk `prompt`. */
const graphSchema = z.record(z.string(), z.unknown())
const nodeSchema = z.object({ class_type: z.string(), inputs: z.record(z.string(), z.unknown()) })

/** Undefined for what is no graph. */
export function readGraph(json: unknown): Graph | undefined {
  const parsed = graphSchema.safeParse(json)
  if (!parsed.success) return undefined
  const nodes = Object.entries(parsed.data).flatMap(([id, value]): [string, GraphNode][] => {
    const node = nodeSchema.safeParse(value)
    if (!node.success) return []
    return [[id, { type: node.data.class_type, inputs: new Map(Object.entries(node.data.inputs)) }]]
  })
  return nodes.length === 0 ? undefined : new Map(nodes)
}

const linkSchema = z
  .tuple([z.union([z.string(), z.number()]), z.number().int().min(0)])
  .transform(([node, output]): Link => ({ node: String(node), output }))

/** An input as a link to another node, where it is one. */
export function linkOf(value: unknown): Link | undefined {
  return linkSchema.safeParse(value).data
}

/** An input as a text that somebody typed. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? cleanText(value) : undefined
}
