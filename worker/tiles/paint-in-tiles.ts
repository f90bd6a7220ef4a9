import type {
  Paint,
  PaintEvent,
  PaintRequest,
  Picture,
  RgbPixels,
  StartImage,
  UnetRows,
} from '#diffusion/contract.ts'
import { countedUp } from '#diffusion/seeds.ts'
import { planTiles, type Tile } from './plan-tiles.ts'
import { cropped, TileCanvas } from './tile-pixels.ts'
import { tilePreview } from './tile-preview.ts'

export interface TileTerms {
  /** Width and height that the model was trained for, in pixels: a tile's. */
  ownSize: { width: number; height: number }
  /** Pictures of up to so many pixels are painted in one piece. */
  wholePixels: number
}

/** Over this strength a tile would show the whole prompt anew instead of its part of the picture. */
const mostStrength = 0.5
/** Tiles share this much of their side. */
const overlapShare = 1 / 4
/** 2^32 divided by the golden ratio: seeds of tiles that far apart are no neighbours' of the person's either. */
const seedStep = 0x9e37_79b1

/** What is painted in one piece on any machine: 512 × 512, or half as large again as the model's own width and height. */
export function wholePixelsOf({ width, height }: { width: number; height: number }): number {
  return Math.max(512 * 512, width * height * 1.5 ** 2)
}

/**
 * Paints as `paint` does, but a picture that is painted gently over another and takes more memory than there may be, in tiles:
 * each is painted over its part of the start image, with a seed of its own that follows from the picture's. The same request
 * so gives the same picture. Such a picture comes without latents. A strength of 0 paints nothing: the start image is the picture.
 */
export function paintInTiles(paint: Paint, terms: TileTerms): Paint {
  return (request, signal) => {
    const { start, width, height } = request
    if (start?.strength === 0) return asItIs(request, start)
    const tiled =
      start !== undefined &&
      start.mask === undefined &&
      start.strength <= mostStrength &&
      width * height > terms.wholePixels
    return tiled ? paintTiles(paint, request, start, terms, signal) : paint(request, signal)
  }
}

async function* asItIs({ seed, count }: PaintRequest, { pixels }: StartImage): AsyncIterable<PaintEvent> {
  for (let index = 0; index < count; index++) {
    yield { kind: 'picture', index, seed: countedUp(seed, index), pixels, latents: new Float32Array() }
  }
}

async function* paintTiles(
  paint: Paint,
  request: PaintRequest,
  start: StartImage,
  { ownSize }: TileTerms,
  signal?: AbortSignal,
): AsyncIterable<PaintEvent> {
  const overlap = Math.ceil((Math.min(ownSize.width, ownSize.height) * overlapShare) / 8) * 8
  const tiles = planTiles(request, { ...ownSize, overlap })
  const canvases = Array.from({ length: request.count }, () => new TileCanvas(request, tiles))
  const seeds: number[] = []
  const rows: UnetRows[] = []
  const preview = tilePreview(start.pixels, request.count)
  let nsfw: boolean | undefined
  /** Every tile is painted with the same words. */
  let told: Pick<Picture, 'notes' | 'embeddings'> = {}
  for (const [done, tile] of tiles.entries()) {
    for await (const event of paint(tileRequest(request, start, tile, done), signal)) {
      if (event.kind === 'progress') {
        const { step, steps } = event
        if (event.preview) preview.show(tile, event.preview)
        const so = { kind: 'progress' as const, step: done * steps + step, steps: tiles.length * steps }
        yield event.preview ? { ...so, preview: preview.images() } : so
      } else {
        canvases[event.index]?.add(tile, event.pixels)
        if (event.rows) rows[event.index] = added(event.rows, rows[event.index])
        seeds[event.index] ??= event.seed
        const { notes, embeddings } = event
        told = { ...(notes && { notes }), ...(embeddings && { embeddings }) }
        if (event.nsfw !== undefined) nsfw = event.nsfw || nsfw === true
      }
    }
  }
  for (const [index, canvas] of canvases.entries()) {
    const pixels: RgbPixels = canvas.pixels()
    const seed = seeds[index] ?? request.seed
    yield {
      kind: 'picture',
      index,
      seed,
      pixels,
      latents: new Float32Array(),
      ...(nsfw !== undefined && { nsfw }),
      ...told,
      ...(rows[index] && { rows: rows[index] }),
    }
  }
}

function added(a: UnetRows, b: UnetRows = { run: 0, full: 0 }): UnetRows {
  return { run: a.run + b.run, full: a.full + b.full }
}

/** The `nth` tile as a request of its own. The first one's seed is the picture's, which the answer tells. */
function tileRequest(request: PaintRequest, start: StartImage, tile: Tile, nth: number): PaintRequest {
  const moved = (seed: number) => countedUp(seed, nth * seedStep)
  return {
    ...request,
    width: tile.width,
    height: tile.height,
    seed: moved(request.seed),
    ...(request.variations && {
      variations: request.variations.map(({ seed, strength }) => ({ seed: moved(seed), strength })),
    }),
    start: { ...start, pixels: cropped(start.pixels, tile) },
  }
}
