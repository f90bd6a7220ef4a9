import type { A1111Prompt, PaintRequest } from '#diffusion/contract.ts'
import type { Embedding } from '#diffusion/embeddings/read-embedding.ts'
import type { Adaptation } from '#diffusion/lora/lora-sets.ts'
import type { Model } from '#diffusion/model/model.ts'
import type { Conditioning } from '#diffusion/networks/conditioning.ts'
import { guidanceEmbedding } from '#diffusion/networks/guidance-embedding.ts'
import { withoutComments } from '#diffusion/prompt/comments.ts'
import { splitParts } from '#diffusion/prompt/compose.ts'
import { mostParts } from '#diffusion/prompt/limits.ts'
import type { PlannedPart } from '#diffusion/prompt/plan-prompt.ts'
import { entryAtCall } from '#diffusion/prompt/schedule.ts'
import { takeTags } from '#diffusion/prompt/tags.ts'
import { newValues } from '#diffusion/session/values.ts'
import { cutNotes } from './cut-notes.ts'
import { readPrompts } from './read-prompts.ts'
import { constantRow, type RowSteering, type Steering } from './steering.ts'

type Pause = () => Promise<void>

/**
 * Encodes the texts of a request. `adaptation`: what LoRAs make of the text encoder; `order`: UNet calls a step; A1111 makes schedules for as many steps as there are calls.
 * @throws PaintError for a prompt that can't be read, and an embedding that doesn't fit
 */
export async function steer(
  model: Model,
  request: PaintRequest,
  adaptation: Adaptation | undefined,
  order: number,
  pause: Pause,
): Promise<Steering> {
  return request.a1111
    ? steerAsA1111(model, request, adaptation, request.a1111, order, pause)
    : steerPlainly(model, request, adaptation, pause)
}

/** UNet rows that an image of a request is painted with. */
export function rowsOfRequest({ prompt, guidance, a1111 }: PaintRequest): number {
  if (!a1111) return guidance > 1 ? 2 : 1
  const parts = splitParts(takeTags(withoutComments(prompt)).text).slice(0, mostParts)
  return parts.length + (needsNegative(parts, guidance) ? 1 : 0)
}

/** diffusers: no guidance at 1 and below, and the negative prompt is not looked at then. */
async function steerPlainly(
  model: Model,
  request: PaintRequest,
  adaptation: Adaptation | undefined,
  pause: Pause,
): Promise<Steering> {
  const { guidance, clipSkip } = request
  const text = await model.condition(request.prompt, clipSkip, adaptation)
  const notes = cutNotes(model.tokenizer, request)
  const { guidanceWidth } = model.unet.graph
  // A UNet that was distilled with its guidance gets the scale as a vector; others the negative prompt as a second row.
  if (guidanceWidth !== undefined) {
    return {
      guidance,
      parts: [constantRow({ ...text, guidance: guidanceEmbedding(guidance, guidanceWidth) })],
      notes,
    }
  }
  if (guidance <= 1) return { guidance, parts: [constantRow(text)], notes }
  await pause()
  const negative = await model.condition(request.negativePrompt, clipSkip, adaptation)
  return { guidance, parts: [constantRow(text)], negative: constantRow(negative), notes }
}

async function steerAsA1111(
  model: Model,
  request: PaintRequest,
  adaptation: Adaptation | undefined,
  a1111: A1111Prompt,
  order: number,
  pause: Pause,
): Promise<Steering> {
  const { guidance, clipSkip, steps } = request
  const read = await readPrompts(model.tokenizer, { ...request, steps: { steps: steps * order } }, a1111)
  const { emphasis } = a1111
  const encode = async (part: PlannedPart<Embedding>) => {
    await pause()
    return model.conditionPart(part, { clipSkip, emphasis, ...(adaptation && { adaptation }) })
  }
  const texts: Conditioning[][] = []
  for (const part of read.prompt.parts) texts.push(await encode(part))
  const { guidanceWidth } = model.unet.graph
  const scale = guidanceWidth === undefined ? undefined : guidanceEmbedding(guidance, guidanceWidth)
  const parts = ofOneLength(texts).map((conditionings, index) =>
    scheduledRow(
      read.prompt.parts[index],
      conditionings.map((each) => ({ ...each, ...(scale && { guidance: scale }) })),
    ),
  )
  // Where guidance isn't computed, parts are still put together over the negative prompt.
  const strength = Math.max(guidance, 1)
  const [negative] = read.negative.parts
  const { notes, embeddings } = read
  const steering = { guidance: strength, parts, notes, embeddings }
  if (scale || !negative || !needsNegative(read.prompt.parts, guidance)) return steering
  return { ...steering, negative: scheduledRow(negative, await encode(negative)) }
}

/** One part of weight 1 without guidance is the picture of that part alone. */
function needsNegative(parts: readonly { weight: number }[], guidance: number): boolean {
  return guidance > 1 || parts.length !== 1 || parts[0]?.weight !== 1
}

function scheduledRow(
  part: PlannedPart<Embedding> | undefined,
  conditionings: readonly Conditioning[],
): RowSteering {
  const schedule = part?.schedule ?? []
  const [first] = conditionings
  if (!first) throw new Error('A part of a prompt has no text.')
  return {
    weight: part?.weight ?? 1,
    at: (call) => conditionings[schedule[entryAtCall(schedule, call)]?.text ?? 0] ?? first,
  }
}

/**
 * Parts are brought to one length, the shorter ones by copies of their last vector (stable-diffusion-webui,
 * `reconstruct_multicond_batch`). The negative prompt keeps its own length.
 */
function ofOneLength(parts: readonly (readonly Conditioning[])[]): Conditioning[][] {
  const tokens = Math.max(...parts.flat().map(({ hiddenStates }) => hiddenStates.dims[0] ?? 0))
  return parts.map((texts) => texts.map((text) => lengthened(text, tokens)))
}

function lengthened(conditioning: Conditioning, tokens: number): Conditioning {
  const { dims, data } = conditioning.hiddenStates
  const [own = 0, width = 0] = dims
  if (own >= tokens) return conditioning
  const hiddenStates = newValues([tokens, width])
  hiddenStates.data.set(data)
  const last = data.subarray(data.length - width)
  for (let token = own; token < tokens; token++) hiddenStates.data.set(last, token * width)
  return { ...conditioning, hiddenStates }
}
