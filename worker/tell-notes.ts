import { paintersNotes } from '#core/paint-notes.ts'
import type { DiscordGeneration } from '#db/discord-generation.ts'
import type { Generation } from '#db/schema.ts'
import { interactionOf } from '#delivery/generation-message.ts'
import { notice } from '#messages/notice.ts'
import { noteTexts } from '#messages/paint-notes.ts'
import type { WorkerDeps } from './deps.ts'

/** A person reads at most this much about one picture. */
const mostNotes = 8

/**
 * What its person has not been told of yet. Words that were typed for this picture alone: who paints a picture again knows how
 * they are read.
 */
function untold({ kind, notes, locale }: Generation): string[] {
  if (kind !== 'imagine' && kind !== 'edit') return []
  const told = notes.filter((note) => paintersNotes.has(note.kind)).slice(0, mostNotes)
  return noteTexts(told, locale)
}

/** Whether they can be told privately: for as long as the interaction's token lives. */
const reachesPrivately = ({ clock }: Pick<WorkerDeps, 'clock'>, row: DiscordGeneration) =>
  interactionOf(row, clock.now()) !== undefined

/** Notes as small lines of the picture's own message, where they can't be told privately. */
export function notesInMessage(deps: Pick<WorkerDeps, 'clock'>, row: DiscordGeneration): string {
  if (reachesPrivately(deps, row)) return ''
  return untold(row)
    .map((note) => `-# ${note}`)
    .join('\n')
}

/** Tells notes privately, below the picture. They stay in the row, so that one that gets lost is still to be found. */
export async function tellNotes(
  { api, clock, logger }: Pick<WorkerDeps, 'api' | 'clock' | 'logger'>,
  row: DiscordGeneration,
): Promise<void> {
  const notes = untold(row)
  const interaction = interactionOf(row, clock.now())
  if (notes.length === 0 || interaction === undefined) return
  await api
    .followUpPrivately(interaction, notice(notes.join('\n')))
    .catch((error: unknown) => logger.warn({ err: error }, 'a remark on a picture did not get through'))
}
