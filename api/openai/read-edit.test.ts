import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { ApiError } from '#api/contract/api-error.ts'
import { readEdit } from './read-edit.ts'

const app = new Hono()
app.onError((error, context) => {
  if (!(error instanceof ApiError)) throw error
  return context.json(error.body, error.status)
})
app.post('/', async (context) => {
  const { fields, images } = await readEdit(context.req)
  return context.json({ fields, images: images.map((image) => Buffer.from(image).toString()) })
})
const send = async (body: string | FormData, type?: string) =>
  app.request('/', { method: 'POST', body, headers: type === undefined ? {} : { 'Content-Type': type } })

test('a form, and JSON', async () => {
  const form = new FormData()
  form.append('prompt', 'x')
  form.append('image', new File(['a'], 'a.png', { type: 'image/png' }))
  const read = { fields: { prompt: 'x' }, images: ['a'] }
  expect(await (await send(form)).json()).toEqual(read)
  const json = JSON.stringify({ prompt: 'x', image: Buffer.from('a').toString('base64') })
  expect(await (await send(json, 'application/json; charset=utf-8')).json()).toEqual(read)
})

test('a form without its boundary, or that breaks off, is the client’s to mend', async () => {
  const whole = '--x\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na\r\n--x--\r\n'
  for (const [body, type] of [
    [whole, 'multipart/form-data'],
    [whole.slice(0, 60), 'multipart/form-data; boundary=x'],
    [whole, 'multipart/form-data; boundary=y'],
  ] as const) {
    const answer = await send(body, type)
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: { code: 'not_understood', message: expect.stringContaining('boundary') } },
    ])
  }
})
