import { expect, test } from 'vitest'
import { parseSchedulerConfig } from '#diffusion/schedule/config.ts'
import { createScheduler } from './create-scheduler.ts'
import { pipelineSchedulerConfig } from './pipeline-config.ts'

const outdated = parseSchedulerConfig(
  '{"timestep_spacing": "leading", "steps_offset": 0, "clip_sample": true, "skip_prk_steps": false}',
)

test('an outdated file, and one that says nothing, are put right as diffusers’ pipelines do', () => {
  expect(pipelineSchedulerConfig(outdated, false)).toEqual({
    ...outdated,
    steps_offset: 1,
    clip_sample: false,
  })
  const inpainting = pipelineSchedulerConfig(outdated, true)
  expect(inpainting).toEqual({ ...outdated, steps_offset: 1, skip_prk_steps: true })
  const { timesteps } = createScheduler('ddim', pipelineSchedulerConfig(parseSchedulerConfig('{}'), false), 4)
  expect([...timesteps]).toEqual([751, 501, 251, 1])
})
