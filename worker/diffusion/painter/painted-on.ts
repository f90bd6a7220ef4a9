import type { DeviceChoice } from './device-choices.ts'

/** A device as an engine is told of it. */
export interface OnDevice {
  readonly device: string
  /** To compute in float32 though it has float16. */
  readonly float32?: boolean
}

const onCpu: OnDevice = { device: 'cpu' }

/** What a painter paints on, and what comes when that fails. */
export class PaintedOn {
  #on: OnDevice | undefined
  /** By speed; what was tried and would do. */
  #others: OnDevice[] = []
  readonly #asked: boolean

  /** @param asked as DEVICE says it */
  constructor(asked: string) {
    this.#asked = asked !== 'auto'
    if (this.#asked) this.#on = { device: asked }
  }

  /** Undefined while `auto` is undecided. */
  get on(): OnDevice | undefined {
    return this.#on
  }

  /** Somebody asked for just this one, and it has not been left. */
  get isAsked(): boolean {
    return this.#asked && this.#on !== onCpu
  }

  /** What `auto` comes to. */
  decide({ device, float32, tried }: DeviceChoice): void {
    if (this.#on) return
    this.#on = { device, ...(float32 && { float32 }) }
    this.#others = tried
      .filter((one) => one.refused === undefined && one.device !== device && one.device !== 'cpu')
      .toSorted((a, b) => (a.stepSeconds ?? Infinity) - (b.stepSeconds ?? Infinity))
      .map(({ device, float32 }) => ({ device, ...(float32 && { float32 }) }))
  }

  /** Goes on with the next fastest, at last with the CPU. @returns what paints now */
  next(): string {
    this.#on = this.#others.shift() ?? onCpu
    return this.#on.device
  }

  /** The CPU paints until the next start. */
  toCpu(): void {
    this.#on = onCpu
  }
}
