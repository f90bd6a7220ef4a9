import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSession } from '#diffusion/session/session.ts'
import { safetyCheckerGraph } from '#test/support/onnx/safety-checker-graph.ts'
import { upscalerGraph } from '#test/support/onnx/upscaler-graph.ts'
import { checkUpscalers, upscalerLine } from './check-upscalers.ts'

test('upscalers in the model’s folder and beside the models: their factors, and what is none', async () => {
  const modelsDir = await mkdtemp(join(tmpdir(), 'models-'))
  const model = join(modelsDir, 'painter')
  for (const folder of [join(model, 'upscaler'), join(modelsDir, 'upscalers')])
    await mkdir(folder, { recursive: true })
  await writeFile(join(model, 'upscaler', 'model.onnx'), upscalerGraph(4))
  await writeFile(join(modelsDir, 'upscalers', 'double.onnx'), upscalerGraph(2))
  await writeFile(join(modelsDir, 'upscalers', 'other.onnx'), safetyCheckerGraph())
  try {
    const checked = await checkUpscalers(model, modelsDir, 'cpu', openSession)
    expect(checked.map(upscalerLine)).toEqual([
      '  upscaler painter: 4 times the width and height',
      '  upscaler double: 2 times the width and height',
      expect.stringMatching(/note: the upscaler other is left out: .* is no upscaler/),
    ])
    expect(await checkUpscalers(model, join(modelsDir, 'none'), 'cpu', openSession)).toHaveLength(1)
  } finally {
    await rm(modelsDir, { recursive: true })
  }
})
