import { expect, test } from 'vitest'
import { fewStepsOf } from './few-steps.ts'
import { howToPaint, type HowToPaint, type Sayers } from './how-to-paint.ts'

const lcm = { steps: 4, guidance: 1, scheduler: 'lcm' as const }
const hyper = { steps: 8, guidance: 5, scheduler: 'tcd' as const }
const model = { steps: 20, guidance: 7.5, scheduler: 'dpmpp_2m_karras' as const }

/** Whom a request hears, the first one first; each says something of its own. */
const sayers: [string, Partial<Sayers>, HowToPaint][] = [
  [
    'an option',
    { option: { steps: 11, guidance: 1.1, scheduler: 'ddim' } },
    { steps: 11, guidance: 1.1, scheduler: 'ddim' },
  ],
  [
    'a flag in the prompt',
    { flag: { steps: 12, guidance: 1.2, scheduler: 'euler' } },
    { steps: 12, guidance: 1.2, scheduler: 'euler' },
  ],
  [
    'a LoRA made for few steps',
    {
      fewSteps: fewStepsOf([{ name: 'lcm', weight: 0.8, fewSteps: lcm }], {
        name: 'hyper',
        fewSteps: hyper,
      }),
    },
    lcm,
  ],
  ['a model made for few steps', { fewSteps: fewStepsOf([], { name: 'hyper', fewSteps: hyper }) }, hyper],
  [
    'a preset',
    { preset: { steps: 13, guidance: 1.3, scheduler: 'heun' } },
    { steps: 13, guidance: 1.3, scheduler: 'heun' },
  ],
  [
    'the server',
    { server: { steps: 14, guidance: 1.4, scheduler: 'lms' } },
    { steps: 14, guidance: 1.4, scheduler: 'lms' },
  ],
  ['what suits the model', { model }, model],
]

test.each(sayers.map(([name, , expected], first) => [name, first, expected] as const))(
  '%s wins over all that come behind it',
  (_, first, expected) => {
    // The last of a kind is put in first: whoever comes earlier writes over it.
    const heard = sayers.slice(first).toReversed()
    const said = Object.assign({ option: {}, model }, ...heard.map(([, says]) => says)) as Sayers
    expect(howToPaint(said).how).toEqual(expected)
  },
)

test('each value is looked for by itself, and null is nothing', () => {
  const { how } = howToPaint({
    option: { steps: 30, guidance: null },
    flag: { guidance: 3 },
    preset: { steps: 5, scheduler: 'euler_a' },
    model,
  })
  expect(how).toEqual({ steps: 30, guidance: 3, scheduler: 'euler_a' })
})

test('what is taken of something made for few steps is known, and only that', () => {
  const fewSteps = { ...lcm, of: 'ink' }
  expect(howToPaint({ option: {}, fewSteps, model }).suited).toEqual({ ...lcm, of: 'ink' })
  const asked = { option: { guidance: 2 }, flag: { steps: 30 }, fewSteps, model }
  expect(howToPaint(asked).suited).toEqual({ scheduler: 'lcm', of: 'ink' })
  expect(howToPaint({ ...asked, option: { guidance: 2, scheduler: 'lcm' } }).suited).toBeUndefined()
  expect(howToPaint({ option: {}, model }).suited).toBeUndefined()
})

test('of several LoRAs the first that was made for few steps decides; one that is taken away does not', () => {
  const plain = { name: 'ink', weight: 1 }
  const away = { name: 'hyper', weight: -1, fewSteps: hyper }
  const added = { name: 'lcm', weight: 0.5, fewSteps: lcm }
  const other = { name: 'hyper', weight: 1, fewSteps: hyper }
  expect(fewStepsOf([plain, away, added, other], { name: 'm' })).toEqual({ ...lcm, of: 'lcm' })
  expect(fewStepsOf([plain, away], { name: 'm', fewSteps: hyper })).toEqual({ ...hyper, of: 'm' })
  expect(fewStepsOf([plain], { name: 'm' })).toBeUndefined()
})
