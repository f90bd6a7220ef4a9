import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const caseText = z.object({
  text: z.string(),
  attention: z.array(z.tuple([z.string(), z.number()])),
  token_count: z.number(),
  chunks: z.array(
    z.object({
      ids: z.array(z.number()),
      multipliers: z.array(z.number()),
      embeddings: z.array(z.object({ name: z.string(), position: z.number(), vectors: z.number() })),
    }),
  ),
})

const casePart = z.object({
  text: z.string(),
  weight: z.number().default(1),
  texts: z.array(caseText),
  schedule: z.array(z.tuple([z.number(), z.number()])),
  entry_per_call: z.array(z.tuple([z.number(), z.number()])),
  std: z.number().optional(),
  conditioning: z.string().optional(),
})
export type CasePart = z.infer<typeof casePart>

const tag = z.object({
  items: z.array(z.string()),
  positional: z.array(z.string()),
  named: z.record(z.string(), z.string()),
})

const promptCase = z.object({
  id: z.string(),
  kind: z.string(),
  prompt: z.string(),
  negative: z.string().optional(),
  steps: z.number(),
  hires_steps: z.number().optional(),
  clip_skip: z.number(),
  emphasis: z
    .enum(['Original', 'No norm', 'Ignore', 'None'])
    .transform(
      (name) =>
        ({ Original: 'original', 'No norm': 'no-norm', Ignore: 'ignore', None: 'none' } as const)[name],
    ),
  without_comments: z.string().optional(),
  without_tags: z.string().optional(),
  tags: z.record(z.string(), z.array(tag)).default({}),
  loras: z
    .array(
      z.object({
        name: z.string(),
        text_encoder: z.number(),
        unet: z.number(),
        dyn: z.number().nullable(),
      }),
    )
    .optional(),
  loras_error: z.string().optional(),
  error: z.string().optional(),
  parts: z.array(casePart).default([]),
  negative_part: casePart.optional(),
})
export type PromptCase = z.infer<typeof promptCase>

/** What A1111 makes of prompts: test/fixtures/prompts/README.md. */
export async function readPromptCases(): Promise<PromptCase[]> {
  return z.array(promptCase).parse(JSON.parse(await readFile('test/fixtures/prompts/cases.json', 'utf8')))
}

/** The embeddings that every case has loaded, and their vectors. */
export const caseEmbeddings = [
  { name: 'Ember (v2)', vectors: 1 },
  { name: 'Scale8K-v2', vectors: 8 },
  { name: 'bad-hands-x', vectors: 3 },
  { name: 'dragonstyle-deep', vectors: 3 },
  { name: 'dragonstyle', vectors: 1 },
  { name: 'v1.5_Glow', vectors: 3 },
]

/** Where a comma moves an embedding's tokens, A1111 leaves its vectors behind; ours go along. */
export const leavesVectorsBehind = 'embedding-40'
