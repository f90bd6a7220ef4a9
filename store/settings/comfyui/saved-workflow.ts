import { z } from 'zod'
import type { Graph, GraphNode } from './graph.ts'

/**
 * ComfyUI's other format, in the chunk `workflow`: what its editor draws. Values stand in a list, in the order of a node's
 * widgets, so that only nodes whose widgets are known here can be read.
 */
const schema = z.object({
  nodes: z.array(
    z
      .object({
        id: z.union([z.number(), z.string()]).transform(String),
        type: z.string(),
        /** 2 and 4: muted, bypassed. */
        mode: z.number().optional(),
        inputs: z
          .array(z.object({ name: z.string(), link: z.number().nullish() }).catch({ name: '' }))
          .catch([]),
        widgets_values: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).catch([]),
      })
      .nullable()
      .catch(null),
  ),
  links: z.array(z.unknown()).catch([]),
})

/** Number, from node, from output, to node, to input, type. */
const linkSchema = z.tuple([z.number(), z.union([z.number(), z.string()]), z.number()], z.unknown())

/** Names of widgets in their order; `null` is one that is no input. */
const widgets: Record<string, readonly (string | null)[]> = {
  KSampler: ['seed', null, 'steps', 'cfg', 'sampler_name', 'scheduler', 'denoise'],
  KSamplerAdvanced: [
    'add_noise',
    'noise_seed',
    null,
    'steps',
    'cfg',
    'sampler_name',
    'scheduler',
    'start_at_step',
    'end_at_step',
  ],
  SamplerCustom: ['add_noise', 'noise_seed', null, 'cfg'],
  RandomNoise: ['noise_seed', null],
  CFGGuider: ['cfg'],
  KSamplerSelect: ['sampler_name'],
  BasicScheduler: ['scheduler', 'steps', 'denoise'],
  CLIPTextEncode: ['text'],
  EmptyLatentImage: ['width', 'height', 'batch_size'],
  EmptySD3LatentImage: ['width', 'height', 'batch_size'],
  CheckpointLoaderSimple: ['ckpt_name'],
  CLIPTextEncodeSDXL: [
    'width',
    'height',
    'crop_w',
    'crop_h',
    'target_width',
    'target_height',
    'text_g',
    'text_l',
  ],
  CLIPTextEncodeFlux: ['clip_l', 't5xxl', 'guidance'],
  PrimitiveNode: ['value', null],
  PrimitiveString: ['value'],
  PrimitiveStringMultiline: ['value'],
  PrimitiveInt: ['value', null],
}

/** The same graph as in the format that ComfyUI runs; undefined for what is no workflow. */
export function graphOfWorkflow(json: unknown): Graph | undefined {
  const parsed = schema.safeParse(json)
  if (!parsed.success) return undefined
  const sources = new Map(
    parsed.data.links.flatMap((link) => {
      const [number, node, output] = linkSchema.safeParse(link).data ?? []
      return number === undefined ? [] : [[number, [String(node), output]] as const]
    }),
  )
  const nodes = parsed.data.nodes.flatMap((node): [string, GraphNode][] => {
    if (node === null || node.mode === 2) return []
    const { id, type, inputs, widgets_values: values } = node
    const typed = Array.isArray(values)
      ? (widgets[type] ?? []).flatMap((name, i) => (name === null ? [] : [[name, values[i]] as const]))
      : Object.entries(values)
    const linked = inputs.flatMap(({ name, link }) => {
      const source = typeof link === 'number' ? sources.get(link) : undefined
      return source === undefined ? [] : [[name, source] as const]
    })
    return [[id, { type, inputs: new Map<string, unknown>([...typed, ...linked]) }]]
  })
  return nodes.length === 0 ? undefined : new Map(nodes)
}
