/**
 * Cosine, sine and logarithm for Box–Muller (1958), by tables and short series: a step's noise is 16,384 values of them for a
 * picture of 512×512, and with Math.log, Math.cos and Math.sin it takes twice as long. All are right to 1e-11, which is
 * far below the float32 that they end in.
 */
const turnParts = 512
const quarter = turnParts / 4
const partAngle = (2 * Math.PI) / turnParts
/** Of a whole turn, and a quarter (and one part, for rounding) beyond it: a quarter on is the cosine. */
const sines = Float64Array.from({ length: turnParts + quarter + 2 }, (_, i) => Math.sin(i * partAngle))

const logParts = 128
const middles = Float64Array.from({ length: logParts }, (_, i) => 1 + (i + 0.5) / logParts)
const middleLogs = middles.map(Math.log)
const middleInverses = middles.map((middle) => 1 / middle)
const inversePowers = Float64Array.from({ length: 32 }, (_, i) => 2 ** -i)

/** The natural logarithm of a number from 1 up to 2^32, to 1e-12 absolutely: that of 1 may come out above 0. */
export function log(x: number): number {
  const exponent = 31 - Math.clz32(x)
  const mantissa = x * (inversePowers[exponent] ?? 0)
  const part = ((mantissa - 1) * logParts) | 0
  const rest = mantissa * (middleInverses[part] ?? 0) - 1
  const series = rest * (1 - rest * (1 / 2 - rest * (1 / 3 - rest * (1 / 4))))
  return exponent * Math.LN2 + (middleLogs[part] ?? 0) + series
}

/** Writes `radius · cos(angle)` at `i` and `radius · sin(angle)` at `j`; the angle lies in 0 … 2π. */
export function writePair(values: Float32Array, i: number, j: number, radius: number, angle: number): void {
  const part = (angle * (1 / partAngle)) | 0
  const rest = angle - part * partAngle
  const square = rest * rest
  const restSine = rest * (1 - square * (1 / 6))
  const restCosine = 1 - square * (1 / 2 - square * (1 / 24))
  const sine = sines[part] ?? 0
  const cosine = sines[part + quarter] ?? 0
  values[i] = radius * (cosine * restCosine - sine * restSine)
  values[j] = radius * (sine * restCosine + cosine * restSine)
}
