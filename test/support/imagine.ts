import { resolve } from 'node:path'
import sharp from 'sharp'
import { z } from 'zod'
import { runImagine } from '#cli/run-imagine.ts'

export const model = resolve('test/fixtures/diffusers/model')

/** A picture of 64x64 in two steps. */
export const small = [
  '--model',
  model,
  '--prompt',
  'a red dragon',
  ...'--seed 42 --steps 2 --width 64 --height 64'.split(' '),
]

/** What `--json` prints for a picture. */
export const resultSchema = z.looseObject({
  files: z.array(z.string()),
  seeds: z.array(z.number()),
  notes: z.array(z.string()),
  seconds: z.looseObject({ total: z.number(), unet: z.number() }),
})

/** `npm run imagine` in this process. @returns its exit status, and the lines of stdout and stderr */
export async function imagine(...argv: string[]): Promise<{ status: number; out: string[]; err: string[] }> {
  const out: string[] = []
  const err: string[] = []
  const status = await runImagine(argv, {
    env: { DEVICE: 'cpu' },
    print: (line) => out.push(line),
    say: (line) => err.push(line),
    bar: undefined,
  })
  return { status, out, err }
}

/** Writes a PNG whose pixels all differ from their neighbours. @returns `file` */
export async function gradient(
  file: string,
  { width, height, channels }: { width: number; height: number; channels: 3 | 4 },
): Promise<string> {
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => i % 251)
  await sharp(data, { raw: { width, height, channels } }).png().toFile(file)
  return file
}
