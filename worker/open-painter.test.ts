import { expect, test, vi } from 'vitest'
import type { OpenedModel } from '#diffusion/engine/engine.ts'
import type { PainterOpening } from '#diffusion/painter/painter.ts'
import { createLogger } from '#process/logger.ts'
import { openingOf, openPainter } from './open-painter.ts'

test('while a model is opened the log says what is done for it', async () => {
  const logger = createLogger({ name: 'test', level: 'silent', pretty: false })
  const said = vi.spyOn(logger, 'info')
  let resolve: (opened: OpenedModel) => void = () => {}
  const promise = new Promise<OpenedModel>((settle) => (resolve = settle))
  const opening: PainterOpening = { device: 'webgpu', doing: 'compiling', seconds: 40 }
  const opened = openPainter({ open: () => promise, opening }, { path: 'a model' }, logger, 1)
  await expect.poll(() => said.mock.calls[0]?.[0]).toBe('opening on webgpu: compiling shaders, 40 s so far')
  resolve({ device: 'webgpu', loadSeconds: 41, loadBytes: 0 })
  expect(await opened).toMatchObject({ device: 'webgpu' })
  expect(openingOf({ opening: undefined }, 0)).toBeNull()
})
