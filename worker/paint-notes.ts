import type { PaintSettings } from '#core/generation.ts'
import type { PaintNote } from '#core/paint-notes.ts'
import type { Picture } from '#diffusion/contract.ts'
import type { WorkerDeps } from './deps.ts'

/** What the painter says about a generation's pictures, each thing once, and which of its LoRAs are not here. */
export async function paintNotes(
  { lorasOf }: Pick<WorkerDeps, 'lorasOf'>,
  { prompt, promptSyntax }: Pick<PaintSettings, 'prompt' | 'promptSyntax'>,
  pictures: readonly Pick<Picture, 'notes'>[],
): Promise<PaintNote[]> {
  const { unknown, cutRanks } =
    promptSyntax === 'a1111' ? await lorasOf(prompt) : { unknown: [], cutRanks: [] }
  const notes: PaintNote[] = [
    ...pictures.flatMap((picture) => picture.notes ?? []),
    ...unknown.map((name) => ({ kind: 'unknown_lora' as const, name })),
    ...cutRanks.map((name) => ({ kind: 'lora_ranks' as const, name })),
  ]
  return [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()]
}
