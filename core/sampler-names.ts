import { type SchedulerSlug, schedulerSlugs } from './schedulers.ts'

/** Our scheduler for another tool's sampler. */
export interface SamplerHere {
  slug: SchedulerSlug
  /** Whether both paint the same; otherwise the scheduler is our nearest, and the person is told. */
  same: boolean
}

/**
 * What each of our schedulers is called elsewhere, in lower case, without spaces and signs, "++" as "pp": A1111 and its kin,
 * ComfyUI (comfy/samplers.py), InvokeAI, NovelAI, Draw Things, stable-diffusion.cpp, and diffusers' classes. Pairs follow
 * diffusers' own table of A1111's names (docs: api/schedulers/overview). Karras' sigmas are a name of their own there.
 */
const sameAs: Record<Exclude<SchedulerSlug, `${string}_karras`>, string> = {
  ddim: 'ddim ddimv3',
  ddpm: 'ddpm',
  pndm: 'pndm plms',
  lms: 'lms klms',
  euler: 'euler',
  euler_a: 'eulera eulerancestral',
  heun: 'heun',
  dpmpp_2m: 'dpmpp2m dpmsolvermultistep',
  dpmpp_2m_sde: 'dpmpp2msde',
  dpmpp_2s: 'dpmpp2s dpmsolversinglestep',
  kdpm2: 'dpm2 kdpm2',
  kdpm2_a: 'dpm2a dpm2ancestral kdpm2a kdpm2ancestral',
  unipc: 'unipc unipcbh2 unipcmultistep',
  deis: 'deis deismultistep',
  lcm: 'lcm',
  tcd: 'tcd',
}

/** Samplers that we lack, under the one of ours that comes nearest. */
const near: Partial<Record<SchedulerSlug, string>> = {
  ddim: 'ddimcfgpp',
  euler: 'eulercfgpp',
  euler_a: 'eulerancestralcfgpp eulerasubstep naismea naismeadyn',
  heun: 'heunpp heunpp2 restart',
  dpmpp_2m:
    'dpmpp2mcfgpp dpmpp2mv2 dpmpp2malt dpmfast dpmadaptive resmultistep resmultistepcfgpp gradientestimation',
  dpmpp_2m_sde: 'dpmpp2msdeheun dpmpp3msde ersde sasolver sasolverpece seeds2 seeds3 resmultistepancestral',
  dpmpp_2s: 'dpmppsde dpmsolversde dpmpp2sa dpmpp2sancestral dpmpp2sancestralcfgpp',
  deis: 'ipndm ipndmv',
}

const byName = new Map<string, SamplerHere>([...entriesOf(near, false), ...entriesOf(sameAs, true)])

/** A1111's schedule "Automatic" is the sampler's own choice (modules/sd_samplers_kdiffusion.py); everything else is plain there. */
const automatic: Record<string, string> = Object.fromEntries([
  ...'dpm2 dpm2a dpmpp2sa dpmpp2m dpmppsde'.split(' ').map((name) => [name, 'karras']),
  ...'dpmpp2msde dpmpp2msdeheun dpmpp3msde'.split(' ').map((name) => [name, 'exponential']),
])

/** Schedules that are what a sampler does anyway. */
const plain = new Set(['', 'normal', 'uniform', 'discrete', 'native', 'default', 'simple', 'automatic'])
/** Schedulers with timesteps of their own, under the name that other tools give those. */
const ownTimesteps = new Set<SchedulerSlug>(['ddim', 'ddpm', 'pndm', 'lcm', 'tcd'])
const uniform = new Set(['sgmuniform', 'ddimuniform', 'trailing'])
/** Schedules whose steps lie about as Karras' do. */
const likeKarras = new Set(['karras', 'exponential', 'polyexponential'])

const scheduleSuffix =
  /(?:[ _]+(karras|exponential|polyexponential|trailing|ays|sgm[ _]?uniform|simple|normal|beta)|_(k)|(?<=[a-z\d])(karras))$/

/**
 * The scheduler that another tool's sampler and schedule ("Euler a" and "Karras", `dpmpp_2m` and `karras`) stand for here;
 * ours by slug and by name, too. Undefined for a name that nobody knows.
 */
export function samplerHere(sampler: string, schedule = ''): SamplerHere | undefined {
  const ours = schedulerSlugs.find((slug) => slug === sampler.trim())
  if (ours !== undefined && schedule === '') return { slug: ours, same: true }
  const { name, suffix } = split(sampler)
  const found = byName.get(name)
  if (found === undefined) return undefined
  const named = suffix === '' ? squashed(schedule) : suffix
  const asked = named === 'automatic' ? (automatic[name] ?? '') : named
  const { slug, same } = found
  if (plain.has(asked) || (ownTimesteps.has(slug) && uniform.has(asked))) return found
  const karras = schedulerSlugs.find((one) => one === `${slug}_karras`)
  if (karras !== undefined && likeKarras.has(asked)) return { slug: karras, same: same && asked === 'karras' }
  return { slug, same: false }
}

/** A sampler's bare name, and the schedule that stands behind it: "DPM++ 2M Karras", `dpmpp_2m_k`, `DPM++ 2M AYS`. */
function split(sampler: string): { name: string; suffix: string } {
  const text = sampler
    .trim()
    .toLowerCase()
    .replace(/^(?:sample_|k_)/, '')
    .replace(/_gpu$/, '')
  const [whole = '', ...groups] = scheduleSuffix.exec(text) ?? []
  const suffix = groups.find((group) => group !== undefined) ?? ''
  const name = squashed(text.slice(0, text.length - whole.length)).replace(/(?:discrete)?scheduler$/, '')
  return { name, suffix: suffix === 'k' ? 'karras' : squashed(suffix) }
}

function squashed(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('++', 'pp')
    .replaceAll(/[^a-z\d]/g, '')
}

function entriesOf(
  table: Partial<Record<SchedulerSlug, string>>,
  same: boolean,
): [name: string, here: SamplerHere][] {
  return schedulerSlugs.flatMap((slug) =>
    (table[slug] ?? '')
      .split(' ')
      .filter((name) => name !== '')
      .map((name): [string, SamplerHere] => [name, { slug, same }]),
  )
}
