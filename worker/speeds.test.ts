import { expect, test } from 'vitest'
import { rowsShare, speeds } from '#core/speeds.ts'
import { planRuns } from '#diffusion/engine/run-plan.ts'
import { speeds as engineSpeeds } from '#diffusion/speeds.ts'

test('what people can ask for is what the engine has', () => {
  expect(speeds).toEqual(engineSpeeds)
})

test.each(['exact', 'fast', 'draft'] as const)('what %s costs is about what the engine plans', (speed) => {
  for (const steps of [1, 4, 6, 7, 8, 10, 15, 20, 30, 50]) {
    const noiseRatios = Array.from({ length: steps }, (_, call) => 14 * (1 - call / steps))
    const plan = planRuns(speed, { noiseRatios, guided: true, changes: () => false })
    const rows = plan.reduce((sum, run) => sum + (run === 'all' ? 2 : run === 'parts' ? 1 : 0), 0)
    expect(Math.abs(rows / (2 * steps) - rowsShare(speed, steps))).toBeLessThan(0.07)
  }
})
