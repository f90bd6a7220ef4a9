import { expect, test } from 'vitest'
import { isApiPath, plainPath } from './api-paths.ts'

test('slashes that a base URL brings along are passed over', () => {
  const paths = [
    '//sdapi/v1/options',
    '/sdapi/v1/options/',
    '/v1//images/generations',
    '//v1///models//',
    '/',
  ]
  expect(paths.map(plainPath)).toEqual([
    '/sdapi/v1/options',
    '/sdapi/v1/options',
    '/v1/images/generations',
    '/v1/models',
    '/',
  ])
})

test('the API has its own paths, and those that a client without /v1 asks for', () => {
  const ours = ['/api/generate', '/api', '/v1', '/v1/models', '//sdapi/v1/txt2img', '/images/generations/']
  expect(ours.filter((path) => !isApiPath(path))).toEqual([])
  const others = [
    '/',
    '/api/health',
    '/api/playground/imagine',
    '/v10',
    '/apis/x',
    '/images/dragon.png',
    '/sdapix',
  ]
  expect(others.filter(isApiPath)).toEqual([])
})
