import { expect, it } from 'vitest'
import { fewSteps } from './few-steps.ts'
import { promptLoras } from './prompt-loras.ts'

const files = ['ink', 'Blue print', 'sub/ink'].map((name) => ({ name, file: `/${name}`, state: '' }))

it('looks LoRAs up by name; the first weight is the text encoder’s, as in A1111', () => {
  const asked = promptLoras(
    'a dragon <lora:ink:0.8> <lora:INK:0.5:1.2>, <lyco:Blue print> <lora:sub/ink:te=0:unet=2>',
    files,
  )
  expect(asked.loras).toEqual([
    { name: 'ink', file: '/ink', weight: 0.8, textWeight: 0.8 },
    { name: 'ink', file: '/ink', weight: 1.2, textWeight: 0.5 },
    { name: 'sub/ink', file: '/sub/ink', weight: 2, textWeight: 0 },
    { name: 'Blue print', file: '/Blue print', weight: 1, textWeight: 1 },
  ])
  expect(asked.unknown).toEqual([])
})

it('says which are not there, and why none is used', () => {
  expect(promptLoras('<lora:none:1> a', files)).toMatchObject({ loras: [], unknown: ['none'] })
  expect(promptLoras('<lora:ink:x> <lora:ink:1>', files)).toMatchObject({
    loras: [],
    unreadable: '<lora:ink:x>: "x" is not a number, so no LoRA is used.',
  })
})

it.each([
  ['lcm-lora-sdv1-5', { steps: 4, guidance: 1, scheduler: 'lcm' }],
  ['Hyper-SD15-8steps-lora', { steps: 8, guidance: 1, scheduler: 'tcd' }],
  ['Hyper-SD15-8steps-CFG-lora', { steps: 8, guidance: 5, scheduler: 'tcd' }],
  ['Hyper-SD15-1step-lora', { steps: 1, guidance: 1, scheduler: 'tcd' }],
  ['TCD-SD15-LoRA', { steps: 4, guidance: 1, scheduler: 'tcd' }],
  ['dreamshaper_8LCM', { steps: 4, guidance: 1, scheduler: 'lcm' }],
  ['ink', undefined],
  ['helcmet', undefined],
])('%s is painted in a few steps', (name, settings) => {
  expect(fewSteps(name, new Map())).toEqual(settings)
})
