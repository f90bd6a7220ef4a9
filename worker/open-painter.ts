import { setTimeout as sleep } from 'node:timers/promises'
import { type Opening, openingText } from '#core/opening.ts'
import type { OpenedModel } from '#diffusion/engine/engine.ts'
import type { ModelPlace } from '#diffusion/model/model.ts'
import type { Painter } from '#diffusion/painter/painter.ts'
import type { Logger } from '#process/logger.ts'

/** Most models are open before there is anything to say. */
const sayEveryMs = 15_000

/** What a painter does that opens a model, as others are told; null when it has opened it. */
export function openingOf({ opening }: Pick<Painter, 'opening'>, now: number): Opening | null {
  if (!opening) return null
  const { device, doing, seconds } = opening
  return { device, doing, since: now - seconds * 1000 }
}

/** Opens a model, and says in the log what takes so long. @throws PaintError */
export async function openPainter(
  painter: Pick<Painter, 'open' | 'opening'>,
  { path, vae }: ModelPlace,
  logger: Logger,
  everyMs = sayEveryMs,
): Promise<OpenedModel> {
  const saying = setInterval(() => {
    const opening = openingOf(painter, Date.now())
    if (opening) logger.info(openingText(opening, Date.now()))
  }, everyMs)
  try {
    return await painter.open(path, vae)
  } finally {
    clearInterval(saying)
  }
}

/** What is not open by then is opened while the rest goes on: a GPU's driver may compile for minutes, a CPU has only to load. */
export const openedSoonMs = { cpu: 60_000, gpu: 5000 }

/** Resolves when it is open, or is no longer to be waited for. Rejects when it fails until then. */
export async function openSoon(
  opening: Promise<void>,
  painter: Pick<Painter, 'device'>,
  { cpu, gpu } = openedSoonMs,
): Promise<void> {
  const open = new AbortController()
  const orAfter = (ms: number) =>
    Promise.race([opening, sleep(ms, undefined, { signal: open.signal }).catch(() => {})])
  try {
    await orAfter(gpu)
    // By now `auto` is decided where there is nothing to decide.
    if (painter.device === 'cpu') await orAfter(cpu - gpu)
  } finally {
    open.abort()
  }
}
