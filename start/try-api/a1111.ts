import { z } from 'zod'
import { type Asking, isPng, read } from './asking.ts'

const root = '/sdapi/v1'
const lists =
  'options sd-models samplers schedulers upscalers latent-upscale-modes sd-vae loras embeddings progress scripts cmd-flags memory'
const painted = z.object({ images: z.array(z.string()).min(1), info: z.string() })
const told = z.object({ info: z.string() })
const enlarged = z.object({ image: z.string() })
const small = { prompt: 'a red dragon', steps: 2, width: 64, height: 64, seed: 42 }

/** `/sdapi/v1/…`, as A1111's clients ask, with HTTP Basic: two small pictures. */
export async function tryA1111({ ask, send, check }: Asking, key: string): Promise<void> {
  for (const path of lists.split(' '))
    await ask('GET', `${root}/${path}`, 200).then((answer) => answer.arrayBuffer())
  const basic = { Authorization: `Basic ${Buffer.from(`me:${key}`).toString('base64')}` }
  await ask('GET', `${root}/options`, 200, { headers: basic })
  for (const path of ['options', 'refresh-checkpoints', 'interrupt', 'skip'])
    await send(`${root}/${path}`, {})
  const one = await read(await send(`${root}/txt2img`, small), painted)
  const b64 = one?.images[0] ?? ''
  check(isPng(Buffer.from(b64, 'base64')), 'a PNG in base64')
  check(/"seed":42\b/.test(one?.info ?? ''), 'its seed in info')
  const over = { ...small, init_images: [b64], denoising_strength: 0.5 }
  const other = await read(await send(`${root}/img2img`, over), painted)
  check(isPng(Buffer.from(other?.images[0] ?? '', 'base64')), 'a PNG painted over it')
  const info = await read(await send(`${root}/png-info`, { image: b64 }), told)
  check(info?.info.includes('Seed: 42') === true, 'what png-info reads of it')
  const twice = { image: b64, upscaler_1: 'Lanczos', upscaling_resize: 2 }
  const larger = await read(await send(`${root}/extra-single-image`, twice), enlarged)
  check(isPng(Buffer.from(larger?.image ?? '', 'base64')), 'a larger PNG')
  await send(`${root}/txt2img`, { ...small, steps: 'many' }, 400)
}
