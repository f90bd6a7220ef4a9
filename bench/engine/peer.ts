import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { PersonError } from '#core/errors.ts'

/** What bench/peers/diffusers_torch.py prints for one number format. */
const peerSchema = z.object({
  name: z.string(),
  versions: z.record(z.string(), z.string()),
  loadSeconds: z.number(),
  textEncoderSeconds: z.number(),
  msPerStep: z.number(),
  cpuMsPerStep: z.number(),
  vaeDecoderSeconds: z.number(),
  totalSeconds: z.number(),
  peakBytes: z.number(),
})
export type PeerMeasured = z.infer<typeof peerSchema>

export interface PeerOptions {
  /** The diffusers folder with the same weights. */
  folder: string
  dtype: 'float32' | 'bfloat16'
  width: number
  height: number
  steps: number
  threads: number | undefined
  /** A Python that has torch and diffusers; without it `uv run` makes one. */
  python: string | undefined
}

/** @throws PersonError when the peer can't be run */
export async function measurePeer(options: PeerOptions): Promise<PeerMeasured> {
  const script = fileURLToPath(new URL('../peers/diffusers_torch.py', import.meta.url))
  const { folder, dtype, width, height, steps, threads, python } = options
  const args = [
    script,
    folder,
    `--dtype=${dtype}`,
    `--width=${width}`,
    `--height=${height}`,
    `--steps=${steps}`,
    ...(threads === undefined ? [] : [`--threads=${threads}`]),
  ]
  const [command, all] = python === undefined ? ['uv', ['run', ...args]] : [python, args]
  const child = spawn(command, all, { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new PersonError('usage', `${command} can't be started: install it, or name --python.`, { cause }),
      ),
    )
    child.once('close', resolve)
  })
  if (status !== 0)
    throw new PersonError('peer', `${script} ended with ${status}; what it said stands above.`)
  return peerSchema.parse(JSON.parse(printed))
}
