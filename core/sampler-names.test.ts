import { expect, test } from 'vitest'
import { samplerHere } from './sampler-names.ts'
import { schedulerNames, schedulerSlugs } from './schedulers.ts'

test.each([
  // A1111, with and without its later "Schedule type".
  ['Euler a', '', 'euler_a'],
  ['Euler', 'Karras', 'euler_karras'],
  ['DPM++ 2M', 'Karras', 'dpmpp_2m_karras'],
  ['DPM++ 2M Karras', '', 'dpmpp_2m_karras'],
  ['DPM++ 2M Karras', 'Karras', 'dpmpp_2m_karras'],
  ['DPM++ 2M', 'Automatic', 'dpmpp_2m_karras'],
  ['DPM++ 2M', 'Uniform', 'dpmpp_2m'],
  ['DPM++ 2M SDE Karras', '', 'dpmpp_2m_sde_karras'],
  ['DPM++ 2M SDE', 'Karras', 'dpmpp_2m_sde_karras'],
  ['Euler a', 'Automatic', 'euler_a'],
  ['LMS Karras', '', 'lms_karras'],
  ['PLMS', '', 'pndm'],
  ['DDIM', '', 'ddim'],
  ['UniPC', '', 'unipc'],
  ['LCM', '', 'lcm'],
  ['TCD', '', 'tcd'],
  ['DPM2 a', '', 'kdpm2_a'],
  ['Heun', '', 'heun'],
  // ComfyUI, SwarmUI, Fooocus.
  ['dpmpp_2m', 'karras', 'dpmpp_2m_karras'],
  ['dpmpp_2m', 'normal', 'dpmpp_2m'],
  ['dpmpp_2m_sde_gpu', 'karras', 'dpmpp_2m_sde_karras'],
  ['euler_ancestral', 'normal', 'euler_a'],
  ['dpm_2_ancestral', 'normal', 'kdpm2_a'],
  ['uni_pc', 'karras', 'unipc_karras'],
  ['uni_pc_bh2', 'normal', 'unipc'],
  ['lcm', 'sgm_uniform', 'lcm'],
  // InvokeAI, old and new.
  ['k_euler_a', '', 'euler_a'],
  ['k_dpm_2_a', '', 'kdpm2_a'],
  ['dpmpp_2m_k', '', 'dpmpp_2m_karras'],
  ['kdpm_2_a', '', 'kdpm2_a'],
  ['euler_k', '', 'euler_karras'],
  // NovelAI.
  ['k_euler_ancestral', 'native', 'euler_a'],
  ['k_dpmpp_2m', 'karras', 'dpmpp_2m_karras'],
  ['ddim_v3', '', 'ddim'],
  // stable-diffusion.cpp, diffusers.
  ['dpm++2m', '', 'dpmpp_2m'],
  ['EulerAncestralDiscreteScheduler', '', 'euler_a'],
  ['DPMSolverMultistepScheduler', '', 'dpmpp_2m'],
  ['KDPM2DiscreteScheduler', '', 'kdpm2'],
])('%s, %s is %s', (sampler, schedule, slug) => {
  expect(samplerHere(sampler, schedule)).toEqual({ slug, same: true })
})

test.each([
  ['Euler a', 'Karras', 'euler_a'],
  ['Euler a Karras', '', 'euler_a'],
  ['DPM2 a Karras', '', 'kdpm2_a'],
  ['DPM2', 'Automatic', 'kdpm2'],
  ['DPM++ SDE', '', 'dpmpp_2s'],
  ['DPM++ SDE Karras', '', 'dpmpp_2s'],
  ['dpmpp_sde_gpu', 'karras', 'dpmpp_2s'],
  ['DPM++ 2S a', 'Automatic', 'dpmpp_2s'],
  ['DPM++ 2M SDE', 'Exponential', 'dpmpp_2m_sde_karras'],
  ['DPM++ 2M SDE', 'Automatic', 'dpmpp_2m_sde_karras'],
  ['DPM++ 3M SDE Karras', '', 'dpmpp_2m_sde_karras'],
  ['dpmpp_2m', 'beta', 'dpmpp_2m'],
  ['DPM++ 2M AYS', '', 'dpmpp_2m'],
  ['DPM fast', '', 'dpmpp_2m'],
  ['euler_ancestral_cfg_pp', 'normal', 'euler_a'],
  ['ddim', 'karras', 'ddim'],
])('%s, %s has no counterpart: %s is nearest', (sampler, schedule, slug) => {
  expect(samplerHere(sampler, schedule)).toEqual({ slug, same: false })
})

test('each of ours is itself, by slug and by name', () => {
  for (const slug of schedulerSlugs) {
    expect(samplerHere(slug)).toEqual({ slug, same: true })
    expect(samplerHere(schedulerNames[slug])).toEqual({ slug, same: true })
  }
})

test.each(['', 'undefined', 'my own sampler', '狐', 'constructor', '__proto__'])('"%s" is none', (name) => {
  expect(samplerHere(name)).toBeUndefined()
  expect(samplerHere(name, 'karras')).toBeUndefined()
})
