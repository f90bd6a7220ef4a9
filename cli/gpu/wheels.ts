import { readFileSync } from 'node:fs'
import { z } from 'zod'

const wheelSchema = z.object({
  /** Its name in the index. */
  project: z.string(),
  version: z.string(),
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Libraries in it, by the names that they are loaded with. */
  libraries: z.array(z.string()).min(1),
})
const wheelsSchema = z.object({
  /** The version of onnxruntime-node that the provider fits. */
  onnxruntime: z.string(),
  wheels: z.array(wheelSchema),
})

/** A Python package's file, a ZIP, with libraries in it. */
export type Wheel = z.infer<typeof wheelSchema>
export type Wheels = z.infer<typeof wheelsSchema>

/** The one that holds onnxruntime's providers. */
export const providerProject = 'onnxruntime-gpu'

/**
 * What CUDA needs, with the checksums that we saw: an index is trusted with bytes, not with what they should be. A new onnxruntime
 * needs a new list: CONTRIBUTING.md says how it is made.
 */
export function readWheels(): Wheels {
  return wheelsSchema.parse(JSON.parse(readFileSync(new URL('wheels.json', import.meta.url), 'utf8')))
}
