import { Presets, SingleBar } from 'cli-progress'
import type { Progress } from '#diffusion/contract.ts'

/** Progress on stderr: a bar on a terminal, nothing elsewhere. */
export interface ProgressBar {
  show(progress: Progress): void
  end(): void
}

export function progressBar(terminal: boolean): ProgressBar {
  if (!terminal) return { show: () => {}, end: () => {} }
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: '{bar} {value}/{total} steps, {eta_formatted} left',
      clearOnComplete: true,
    },
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
