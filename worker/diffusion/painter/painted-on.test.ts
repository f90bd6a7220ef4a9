import { expect, test } from 'vitest'
import { PaintedOn } from './painted-on.ts'

test('what auto took is followed by the next fastest that would do, at last by the CPU', () => {
  const painted = new PaintedOn('auto')
  expect(painted.on).toBeUndefined()
  painted.decide({
    device: 'cuda',
    tried: [
      { device: 'coreml', stepSeconds: 0.3 },
      { device: 'cuda', stepSeconds: 0.1 },
      { device: 'dml', stepSeconds: 0.2, refused: 'its UNet gives no numbers' },
      { device: 'webgpu', stepSeconds: 0.05, refused: 'its UNet is off' },
      { device: 'webgpu', stepSeconds: 0.2, float32: true },
      { device: 'cpu', stepSeconds: 9 },
    ],
  })
  expect(painted.on).toEqual({ device: 'cuda' })
  expect(painted.isAsked).toBe(false)
  expect(painted.next()).toBe('webgpu')
  expect(painted.on).toEqual({ device: 'webgpu', float32: true })
  expect([painted.next(), painted.next(), painted.next()]).toEqual(['coreml', 'cpu', 'cpu'])
})

test('what was asked for stays so until it is left', () => {
  const painted = new PaintedOn('webgpu')
  expect([painted.on, painted.isAsked]).toEqual([{ device: 'webgpu' }, true])
  painted.toCpu()
  expect([painted.on, painted.isAsked]).toEqual([{ device: 'cpu' }, false])
})
