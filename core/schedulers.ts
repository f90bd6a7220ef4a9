/**
 * The schedulers by slug, with the names people see. The engine has the same list (`worker/diffusion/schedulers/slugs.ts`);
 * it may not import from here, so `worker/schedulers.test.ts` holds the two together.
 */
export const schedulerNames = {
  ddim: 'DDIM',
  ddpm: 'DDPM',
  pndm: 'PNDM',
  lms: 'LMS',
  lms_karras: 'LMS Karras',
  euler: 'Euler',
  euler_karras: 'Euler Karras',
  euler_a: 'Euler a',
  heun: 'Heun',
  heun_karras: 'Heun Karras',
  dpmpp_2m: 'DPM++ 2M',
  dpmpp_2m_karras: 'DPM++ 2M Karras',
  dpmpp_2m_sde: 'DPM++ 2M SDE',
  dpmpp_2m_sde_karras: 'DPM++ 2M SDE Karras',
  dpmpp_2s: 'DPM++ 2S',
  kdpm2: 'DPM2',
  kdpm2_a: 'DPM2 a',
  unipc: 'UniPC',
  unipc_karras: 'UniPC Karras',
  deis: 'DEIS',
  lcm: 'LCM',
  tcd: 'TCD',
} as const

export type SchedulerSlug = keyof typeof schedulerNames

/** For a request that names none. */
export const defaultScheduler: SchedulerSlug = 'dpmpp_2m_karras'

// Object.keys loses the literal types; the object is const, so these are all its keys.
export const schedulerSlugs = Object.keys(schedulerNames) as [SchedulerSlug, ...SchedulerSlug[]]
