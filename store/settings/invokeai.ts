import { z } from 'zod'
import type { Reading } from './picture-settings.ts'
import {
  parseWrittenJson,
  told,
  writtenName,
  writtenNumber,
  writtenSeed,
  writtenText,
} from './written-json.ts'

const tool = 'InvokeAI'
const unreadable = { tool, unreadable: { why: 'form' } } as const

/** Since version 3 (`CoreMetadata`). */
const metadataSchema = z.object({
  positive_prompt: writtenText,
  negative_prompt: writtenText.nullish(),
  seed: writtenSeed,
  steps: writtenNumber,
  cfg_scale: writtenNumber,
  width: writtenNumber,
  height: writtenNumber,
  scheduler: writtenName,
  strength: writtenNumber,
  model: z.union([writtenText, z.object({ name: writtenText }).transform(({ name }) => name)]).catch(''),
})

/** Version 2: `sd-metadata`. The negative prompt stands in the prompt, in brackets. */
const oldSchema = z.object({
  model_weights: writtenName,
  image: z.object({
    prompt: z.union([writtenText, z.array(z.object({ prompt: writtenText })).min(1)]),
    seed: writtenSeed,
    steps: writtenNumber,
    cfg_scale: writtenNumber,
    width: writtenNumber,
    height: writtenNumber,
    sampler: writtenName,
    strength: writtenNumber,
  }),
})

/** @param texts a PNG's texts by their keywords */
export function readInvokeAi(texts: ReadonlyMap<string, string>): Reading {
  const metadata = texts.get('invokeai_metadata')
  if (metadata !== undefined) return readMetadata(metadata)
  const old = texts.get('sd-metadata')
  if (old !== undefined) return readOld(old)
  const dream = texts.get('Dream')
  if (dream !== undefined) return readDream(dream)
  return texts.has('invokeai_graph') || texts.has('invokeai_workflow') ? unreadable : undefined
}

function readMetadata(text: string): Reading {
  const parsed = metadataSchema.safeParse(parseWrittenJson(text))
  if (!parsed.success) return unreadable
  const { positive_prompt, negative_prompt, cfg_scale, scheduler, model, ...rest } = parsed.data
  return {
    tool,
    prompt: positive_prompt,
    negativePrompt: negative_prompt ?? '',
    ...told({ ...rest, guidance: cfg_scale, sampler: scheduler, model: model === '' ? undefined : model }),
  }
}

function readOld(text: string): Reading {
  const parsed = oldSchema.safeParse(parseWrittenJson(text))
  if (!parsed.success) return unreadable
  const { image, model_weights } = parsed.data
  const { prompt, cfg_scale, ...rest } = image
  const whole = typeof prompt === 'string' ? prompt : prompt.map((part) => part.prompt).join(' ')
  return { tool, ...apart(whole), ...told({ ...rest, guidance: cfg_scale, model: model_weights }) }
}

/** Version 1: a command line, `"a red fox [fog]" -s 50 -S 7 -W 512 -H 512 -C 7.5 -A k_lms`. */
function readDream(text: string): Reading {
  const prompt = /^\s*"((?:[^"\\]+|\\[^])*)"/.exec(text)
  if (prompt === null) return unreadable
  const options = new Map(
    [...text.slice(prompt[0].length).matchAll(/\s-(\w+)\s+(\S+)/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  const number = (name: string) => writtenNumber.parse(options.get(name))
  return {
    tool,
    ...apart((prompt[1] ?? '').replaceAll(/\\(["\\])/g, '$1')),
    ...told({
      steps: number('s'),
      seed: writtenSeed.parse(options.get('S')),
      width: number('W'),
      height: number('H'),
      guidance: number('C'),
      strength: number('f'),
      sampler: options.get('A'),
    }),
  }
}

/** What stands in brackets in a prompt of versions 1 and 2 is to be kept away. */
function apart(prompt: string): { prompt: string; negativePrompt: string } {
  const inBrackets = /\[([^[\]]*)\]/g
  return {
    prompt: prompt.replaceAll(inBrackets, ' ').replaceAll(/\s+/g, ' ').trim(),
    negativePrompt: [...prompt.matchAll(inBrackets)].map(([, text = '']) => text.trim()).join(', '),
  }
}
