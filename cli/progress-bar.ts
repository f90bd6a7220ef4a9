import type { Writable } from 'node:stream'
import { Presets, SingleBar } from 'cli-progress'
import type { Progress } from '#diffusion/contract.ts'

export interface ProgressBar {
  show(progress: Progress): void
  end(): void
}

/** A bar of steps; without a terminal, nothing. */
export function progressBar(stream: Writable | undefined): ProgressBar {
  if (!stream) return { show: () => {}, end: () => {} }
  const bar = new SingleBar(
    { stream, format: '{bar} {value}/{total} steps, {eta_formatted} left', clearOnComplete: true },
    Presets.shades_classic,
  )
  let started = false
  return {
    show({ step, steps }) {
      if (!started) bar.start(steps, 0)
      started = true
      bar.update(step)
    },
    end() {
      if (started) bar.stop()
    },
  }
}
