import { describe, expect, test } from 'vitest'
import { enlargement, extraSingleBody } from './extras.ts'

const models = [
  {
    name: 'dragon-mini',
    width: 128,
    height: 128,
    steps: 8,
    guidance: 4,
    scheduler: 'euler_a' as const,
    sizeMultiple: 8,
    upscalers: [{ name: 'twice', factor: 2 }],
  },
]
const image = { width: 100, height: 50 }
const of = (body: object) => enlargement(extraSingleBody.parse({ image: '', ...body }), image, models)

describe('extra-single-image', () => {
  test('with no upscaler resamples by the factor', () => {
    expect(of({})).toEqual({
      by: 'resampling',
      kernel: 'lanczos3',
      size: { width: 200, height: 100 },
      crop: false,
      notes: [],
    })
    expect(of({ upscaler_1: 'Nearest', upscaling_resize: 3 })).toMatchObject({
      kernel: 'nearest',
      size: { width: 300 },
    })
  })

  test('with one of ours is a picture of the queue, in multiples of 8, and cut to what was asked', () => {
    expect(of({ upscaler_1: 'Twice', upscaling_resize: 2.5 })).toMatchObject({
      by: 'upscaler',
      order: { model: 'dragon-mini', upscaler: 'twice', strength: 0, width: 248, height: 128 },
      size: { width: 250, height: 125 },
    })
  })

  test('goes to a size: cropped, or within it', () => {
    const to = { resize_mode: 1, upscaling_resize_w: 300, upscaling_resize_h: 300 }
    expect(of(to)).toMatchObject({ size: { width: 300, height: 300 }, crop: true })
    expect(of({ ...to, upscaling_crop: false })).toMatchObject({
      size: { width: 300, height: 150 },
      crop: false,
    })
  })

  test('refuses an upscaler that is not here, and a picture that nobody could hold', () => {
    expect(() => of({ upscaler_1: 'SwinIR 4x' })).toThrow(
      'There is no upscaler SwinIR 4x; there are None, Lanczos, Nearest, twice.',
    )
    expect(() => of({ upscaling_resize: 1000 })).toThrow('a side has 1 to 4096 pixels')
    expect(() => of({ upscaling_resize: -1 })).toThrow('a side has 1 to 4096 pixels')
  })

  test('says what it ignores', () => {
    expect(
      of({ codeformer_visibility: 1, upscaler_2: 'Lanczos', extras_upscaler_2_visibility: 0.5 }).notes,
    ).toEqual(['upscaler_2 is ignored', 'faces are not restored'])
  })
})
