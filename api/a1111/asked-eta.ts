import { schedulerNames, type SchedulerSlug } from '#core/schedulers.ts'

/**
 * Schedulers that draw noise at each step, and what they are when they draw none (k-diffusion/sampling.py, `eta=0`). DDIM is the other
 * way round: by itself it draws none, and with all of it it is DDPM (Song et al. 2020, "Denoising Diffusion Implicit Models", 4.1).
 */
const drawing: readonly { all: SchedulerSlug; none: SchedulerSlug; usual: 0 | 1 }[] = [
  { all: 'euler_a', none: 'euler', usual: 1 },
  { all: 'kdpm2_a', none: 'kdpm2', usual: 1 },
  { all: 'dpmpp_2m_sde', none: 'dpmpp_2m', usual: 1 },
  { all: 'dpmpp_2m_sde_karras', none: 'dpmpp_2m_karras', usual: 1 },
  { all: 'ddpm', none: 'ddim', usual: 0 },
]

/**
 * The scheduler that paints what a sampler of A1111 does with this `eta`, the share of the noise that it draws at each step. Clients
 * send one always, so that it says something of few samplers: of the others it is passed over, as it is there.
 */
export function schedulerWithEta(
  slug: SchedulerSlug,
  eta: number | undefined,
  note: (text: string) => void,
): SchedulerSlug {
  const found = drawing.find(({ all, none, usual }) => slug === (usual === 1 ? all : none))
  if (eta === undefined || found === undefined || eta === found.usual) return slug
  const { all, none, usual } = found
  const name = schedulerNames[slug]
  if (eta !== 0 && eta !== 1) {
    note(`eta ${eta} is ignored: ${name} is painted with ${usual}`)
    return slug
  }
  const same = eta === 1 ? all : none
  note(`${name} with eta ${eta} is ${schedulerNames[same]}, and painted as that`)
  return same
}
