import { expect, test } from 'vitest'
import { originOf } from './origin-of.ts'
import { pictureFields } from './picture-fields.ts'

test('base64 and addresses, as the model’s clients read them where they do not say', () => {
  expect(pictureFields({ response_format: 'url', model: 'gpt-image-1' })).toEqual(['url'])
  expect(pictureFields({ response_format: 'b64_json', model: 'dall-e-3' })).toEqual(['b64_json'])
  for (const model of ['gpt-image-1', 'gpt-image-1-mini', 'chatgpt-image-latest', 'dreamshaper'])
    expect(pictureFields({ response_format: undefined, model })).toEqual(['b64_json'])
  for (const model of ['dall-e-2', 'dall-e-3', '', undefined])
    expect(pictureFields({ response_format: undefined, model })).toEqual(['b64_json', 'url'])
})

test('an address leads to where the client asked, behind a proxy, too', () => {
  const origin = (headers: Record<string, string>) =>
    originOf(new Request('http://127.0.0.1:3000/v1/images/generations', { headers }))
  expect(origin({})).toBe('http://127.0.0.1:3000')
  expect(origin({ 'x-forwarded-proto': 'https' })).toBe('https://127.0.0.1:3000')
  expect(
    origin({ 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'pictures.example.org, inner' }),
  ).toBe('https://pictures.example.org')
  expect(origin({ 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'a/b?c' })).toBe(
    'http://127.0.0.1:3000',
  )
})
