import { setImmediate as turn } from 'node:timers/promises'
import { planRound, type Waiting } from './batching.ts'
import { checkRequest } from '#diffusion/check-request.ts'
import type { Paint } from '#diffusion/contract.ts'
import { decidedDevice, deviceLabel } from '#diffusion/session/device.ts'
import { PaintError } from '#diffusion/errors.ts'
import type { RowGroup } from './image-run.ts'
import type { Model } from '#diffusion/model/model.ts'
import { Models, modelKey, requireUnchanged } from '#diffusion/model/models.ts'
import { Painting } from './painting.ts'
import { fitting } from '#diffusion/session/fitting-session.ts'
import { openSession, runsFloat16, type OpenSession } from '#diffusion/session/session.ts'
import { tryModel, type Trial } from './trial.ts'
import { runUnet } from './unet-run.ts'

export interface EngineOptions {
  /** As DEVICE, but for `auto`: `cpu`, `webgpu`, `cuda:1` … */
  device: string
  /** Threads of the CPU provider; by default the physical cores. */
  threads?: number
  /** Most UNet rows × latent pixels that are painted at once (a picture with guidance is two rows); see `defaultRowPixels`. */
  maxRowPixels?: number
  /**
   * On a CPU, a part from this many bytes on gives its memory back while it has nothing to do, the UNet while the last pictures
   * are decoded; by default 50 MB. Infinity: all stay.
   */
  restFromBytes?: number
  /** How many models are kept open; by default all. */
  maxModels?: number
  /** Whether a model is run once when it is opened; true by default. */
  warmUp?: boolean
  openSession?: OpenSession
  /** On a GPU, compute in float32 even where it has float16: this model's answers in float16 are too far off there. */
  float32?: boolean
  /** A folder for what is made once for a device: float32 copies of float16 weights for GPUs without float16. */
  keptIn?: string
  /** Told about parts that run elsewhere than was asked for, in a sentence. */
  say?: (sentence: string) => void
}

/** Facts of an opened model, for people. */
export interface OpenedModel {
  /** "cpu", "webgpu", "cuda:1" */
  device: string
  loadSeconds: number
  /** What it added to the process's resident memory; a GPU's memory is not in it. */
  loadBytes: number
}

export interface Engine {
  paint: Paint
  /** Opens and warms up a model, so that its first request doesn't wait for that. @throws PaintError */
  open(model: string, vae?: string): Promise<OpenedModel>
  /** Runs a model's parts, to compare this device with another. @throws PaintError */
  try(model: string, vae?: string): Promise<Trial>
  close(): Promise<void>
}

/**
 * Rows of 512×512. A row more takes SD 1.5 about 0.6 GB in fp32; on a CPU it gains nothing besides, on a GPU it is
 * nearly free up to about these.
 */
const defaultRowPixels = { cpu: 4 * 64 * 64, gpu: 16 * 64 * 64 }

/** Rows of an image in a round, and the request that they belong to. */
interface Seat extends Waiting {
  readonly painting: Painting
  readonly group: RowGroup
  readonly model: Model
}

/**
 * Paints many requests at once. They advance together, step by step: those that agree in model and shapes go through one
 * UNet call, each with its own timestep, scheduler, guidance and seed; they join and leave between steps.
 */
export function createEngine(options: EngineOptions): Engine {
  const { maxModels = Infinity } = options
  let maxRowPixels = options.maxRowPixels ?? defaultRowPixels.cpu
  /** Less than was allowed, once a run of that many didn't fit into memory. */
  let fits = Infinity
  const opened = new Models({
    openSession: options.openSession ?? fitting(openSession, options),
    maxModels,
    warmUp: true,
    ...options,
    device: decidedDevice(options.device),
  })
  const waiting: Painting[] = []
  let active: Painting[] = []
  /** The loop that paints, while there is something to paint. */
  let looping: Promise<void> | undefined

  async function* paint(...[request, signal]: Parameters<Paint>): ReturnType<Paint> {
    checkRequest(request)
    const painting = new Painting(request, signal)
    waiting.push(painting)
    looping ??= loop()
    try {
      yield* painting.events.drain()
    } finally {
      painting.fail(new Error('Nobody listens any more.'))
    }
  }

  async function loop(): Promise<void> {
    for (;;) {
      await turn()
      active = active.filter(alive)
      admit()
      if (active.length === 0) {
        looping = undefined
        return
      }
      try {
        await round()
      } catch (error) {
        // What belongs to one painting has failed that one; this is a bug of ours, and nobody should wait for ever.
        for (const painting of active) painting.fail(error)
      }
    }
  }

  /**
   * In a round each painting is in one UNet run (more only when its own images are too many for one), and of each finished
   * painting one image is decoded: nobody waits for more than one run of each other group.
   */
  async function round(): Promise<void> {
    for (const painting of active.filter(({ state }) => state === 'new')) {
      await turn()
      if (alive(painting)) await guarded(painting, () => prepare(painting))
    }
    for (const model of modelsOf(active)) await model.rest('encoders')
    for (const painting of active) await guarded(painting, () => painting.advanceByForecast(turn))
    const runs = planRound(active.flatMap(seats), Math.min(maxRowPixels, fits))
    // What a decoder keeps has no room beside the UNet.
    for (const model of new Set(runs.flat().map((seat) => seat.model))) await model.rest('decoder')
    for (const run of runs) await step(run)
    const decoding = active.filter(({ state }) => state === 'decoding')
    for (const model of modelsOf(decoding)) if (!unetWanted(model)) await model.rest('unet')
    for (const painting of decoding) {
      await turn()
      if (alive(painting)) await guarded(painting, () => painting.decodeNext())
    }
    const left = modelsOf(active.filter(({ state }) => state === 'decoding'))
    for (const model of modelsOf(decoding)) if (!left.has(model)) await model.rest('decoder')
  }

  /** In order of arrival while the memory of all together stays within bounds; what is larger by itself goes alone. */
  function admit(): void {
    let used = active.reduce((sum, { rowPixels }) => sum + rowPixels, 0)
    for (let next = waiting[0]; next; next = waiting[0]) {
      if (alive(next)) {
        if (active.length > 0 && used + next.rowPixels > Math.min(maxRowPixels, fits)) return
        used += next.rowPixels
        active.push(next)
      }
      waiting.shift()
    }
  }

  /** Whether anybody who is painted, or waits for that, has steps before them. */
  const unetWanted = (model: Model) =>
    waiting.some((painting) => painting.modelKey === modelKey(model.files)) ||
    active.some(
      (painting) =>
        painting.modelKey === modelKey(model.files) &&
        (painting.state === 'new' || painting.state === 'stepping'),
    )

  /**
   * One UNet call. When memory runs out the run is halved, and later ones are kept that small; when it fails otherwise, each
   * painting tries alone, so that only the one that fails alone is lost.
   */
  async function step(run: readonly Seat[]): Promise<void> {
    await turn()
    const taken = run.filter(({ painting }) => alive(painting))
    const [first] = taken
    if (!first) return
    try {
      const read = await runUnet(
        first.model,
        taken.map(({ group }) => group),
      )
      for (const { painting, group } of taken) {
        if (alive(painting)) await guarded(painting, () => painting.advance(group, read))
      }
    } catch (error) {
      const paintings = new Set(taken.map(({ painting }) => painting))
      if (outOfMemory(error) && taken.length > 1) {
        fits = Math.min(fits, taken.reduce((sum, { rows, pixels }) => sum + rows * pixels, 0) / 2)
        const half = Math.ceil(taken.length / 2)
        await step(taken.slice(0, half))
        await step(taken.slice(half))
      } else if (paintings.size === 1) first.painting.fail(error)
      else for (const painting of paintings) await step(taken.filter((seat) => seat.painting === painting))
    }
  }

  /** What is prepared only now doesn't hold its model yet. */
  const inUse = () => new Set([...modelsOf(active)].map(({ files }) => modelKey(files)))

  async function prepare(painting: Painting): Promise<void> {
    const model = await opened.open(painting.place, inUse())
    if (model.device.provider !== 'cpu') maxRowPixels = options.maxRowPixels ?? defaultRowPixels.gpu
    await painting.prepare(model)
    await requireUnchanged(model)
  }

  return {
    paint,
    async open(path, vae) {
      const { device, loadSeconds, loadBytes } = await opened.open({ path, vae }, inUse())
      return { device: deviceLabel(device), loadSeconds, loadBytes }
    },
    async try(path, vae) {
      const model = await opened.open({ path, vae }, inUse())
      return tryModel(model, options.float32 !== true && (await runsFloat16(model.device)))
    },
    async close() {
      for (const painting of [...waiting, ...active]) painting.fail(new Error('The engine was closed.'))
      await looping
      await opened.close()
    },
  }
}

function modelsOf(paintings: readonly Painting[]): Set<Model> {
  return new Set(paintings.flatMap(({ model }) => model ?? []))
}

function seats(painting: Painting): Seat[] {
  const { model, state } = painting
  if (!model || state !== 'stepping') return []
  return painting.images
    .flatMap(({ groups }) => groups)
    .map((group) => ({
      painting,
      group,
      model,
      key: group.key,
      rows: group.rows,
      pixels: group.pixels,
    }))
}

function outOfMemory(error: unknown): boolean {
  return error instanceof PaintError && error.code === 'device_full'
}

function alive({ state }: Painting): boolean {
  return state !== 'ended'
}

async function guarded(painting: Painting, work: () => Promise<void> | void): Promise<void> {
  try {
    await work()
  } catch (error) {
    painting.fail(error)
  }
}
