import { Presets, SingleBar } from 'cli-progress'
import { bytesText } from './model-text.ts'

/** Receives how far a download is. */
export interface PullProgress {
  start(totalBytes: number, files: number): void
  /** Bytes of all files together, and the file that is being fetched. */
  update(bytes: number, file: string): void
  end(): void
}

/** Progress on stderr: a bar on a terminal, else a line a file. */
export function pullBar(terminal: boolean): PullProgress {
  if (!terminal) return pullLines()
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: '{bar} {percentage}% of {size}, {file}, {eta_formatted} left',
      // The speed of a download changes; an average over a few updates would make the time left jump.
      etaBuffer: 200,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  )
  let size = ''
  return {
    start(totalBytes) {
      size = bytesText(totalBytes)
      bar.start(totalBytes, 0, { size, file: '' })
    },
    update: (bytes, file) => bar.update(bytes, { size, file }),
    end: () => bar.stop(),
  }
}

function pullLines(): PullProgress {
  let last = ''
  return {
    start: (totalBytes, files) => console.error(`${files} files, ${bytesText(totalBytes)}`),
    update(_bytes, file) {
      if (file !== last) console.error(file)
      last = file
    },
    end: () => {},
  }
}
