import { z } from 'zod'
import { type Asking, isPng, read } from './asking.ts'

const models = z.object({ data: z.array(z.object({ id: z.string() })).min(1) })
const pictures = z.object({ data: z.array(z.object({ b64_json: z.string() })).min(1) })
const addresses = z.object({ data: z.array(z.object({ url: z.string() })).min(1) })
const small = { prompt: 'a red dragon', size: '64x64', steps: 2 }

/** `/v1/…`, as OpenAI's clients ask: four small pictures. */
export async function tryOpenai({ ask, send, check, say }: Asking): Promise<void> {
  const listed = await read(await ask('GET', '/v1/models', 200), models)
  await ask('GET', `/v1/models/${listed?.data[0]?.id ?? ''}`, 200)
  await ask('GET', '/v1/models/nobodys', 404)
  const painted = await read(await send('/v1/images/generations', small), pictures)
  const b64 = painted?.data[0]?.b64_json ?? ''
  check(isPng(Buffer.from(b64, 'base64')), 'a PNG in base64')
  const addressed = await read(
    await send('/v1/images/generations', { ...small, response_format: 'url' }),
    addresses,
  )
  const address = addressed?.data[0]?.url
  const file = address === undefined ? undefined : await fetch(address)
  check(isPng(new Uint8Array((await file?.arrayBuffer()) ?? [])), 'a PNG at an address that needs no key')
  const events = await send('/v1/images/generations', { ...small, stream: true, partial_images: 1 })
  const names = [...(await events.text()).matchAll(/^event: (.*)$/gm)].map(([, name]) => name)
  say(`events: ${names.join(', ')}`)
  check(names.at(-1) === 'image_generation.completed', 'a stream that ends with its picture')
  const images = [{ image_url: `data:image/png;base64,${b64}` }]
  const edited = await read(await send('/v1/images/edits', { ...small, size: 'auto', images }), pictures)
  check(isPng(Buffer.from(edited?.data[0]?.b64_json ?? '', 'base64')), 'a PNG painted over it')
  await send('/v1/images/generations', { ...small, size: 'large' }, 400)
}
