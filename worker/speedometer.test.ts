import { expect, test } from 'vitest'
import { createSpeedometer } from './speedometer.ts'

/** A device that paints cost 1 in a second alone, and so many at once in `secondsAt(n)`; people keep every slot busy. */
function paint(pictures: number, secondsAt: (together: number) => number, most: number) {
  let clock = 0
  const speedometer = createSpeedometer({ most, now: () => clock })
  for (let done = 0; done < pictures;) {
    const together = speedometer.slots()
    const begun = Array.from({ length: together }, () => speedometer.begin())
    clock += secondsAt(together) * 1000
    for (const one of begun) one.done(1)
    done += together
  }
  return speedometer
}

test('on a CPU it stays at one slot, and tells its speed', () => {
  const speedometer = paint(100, (together) => together * 2, 1)
  expect([speedometer.slots(), speedometer.speed()]).toEqual([1, 0.5])
})

test('on a device where two take hardly longer than one, slots grow until they do', () => {
  const speedometer = paint(120, (together) => Math.max(1, together / 3), 8)
  expect(speedometer.slots()).toBe(3)
  expect(speedometer.speed()).toBeCloseTo(3)
})

test('a worker that is seldom asked learns nothing about several at once', () => {
  let clock = 0
  const speedometer = createSpeedometer({ most: 8, now: () => clock })
  for (let i = 0; i < 50; i++) {
    const one = speedometer.begin()
    clock += 1000
    one.done(1)
    clock += 5000
  }
  expect(speedometer.slots()).toBe(2)
  expect(speedometer.speed()).toBe(1)
})

test('what failed is not measured', () => {
  const speedometer = createSpeedometer({ most: 1, now: () => 0 })
  speedometer.begin().failed()
  expect(speedometer.speed()).toBeNull()
})
