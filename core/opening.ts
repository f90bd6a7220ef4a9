/** A painter that opens its model, and what it does for that. Shaders of a GPU may take minutes to compile. */
export interface Opening {
  device: string
  doing: 'starting' | 'loading' | 'compiling' | 'computing'
  /** Milliseconds since the epoch. */
  since: number
}

const words: Record<Opening['doing'], string> = {
  starting: 'starting',
  loading: 'loading the model',
  compiling: 'compiling shaders',
  computing: 'painting a first time',
}

/** For the log and for health; what people in Discord read is in `messages/`. */
export function openingText({ device, doing, since }: Opening, now: number): string {
  return `opening on ${device}: ${words[doing]}, ${Math.max(0, Math.round((now - since) / 1000))} s so far`
}
