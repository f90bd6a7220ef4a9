/**
 * The x in 0 … 1 at which the cumulative beta distribution reaches `p` (scipy.stats.beta.ppf), by bisection, to 1e-12.
 */
export function inverseBetaCdf(p: number, a: number, b: number): number {
  if (p <= 0) return 0
  if (p >= 1) return 1
  // The density has poles at 0 and 1 where a, b < 1: searched in x = sin²(angle), which straightens them out.
  let low = 0
  let high = Math.PI / 2
  while (high - low > 1e-13) {
    const middle = (low + high) / 2
    if (betaCdf(Math.sin(middle) ** 2, a, b) < p) low = middle
    else high = middle
  }
  return Math.sin((low + high) / 2) ** 2
}

/** Regularized incomplete beta function I_x(a, b). */
function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const factor = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  // The continued fraction converges fast below the mean, so above it the mirrored one is taken.
  return x < (a + 1) / (a + b + 2)
    ? (factor * continuedFraction(x, a, b)) / a
    : 1 - (factor * continuedFraction(1 - x, b, a)) / b
}

/** DLMF 8.17.22, evaluated by Lentz's method. */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}

/** Stirling's series (DLMF 5.11.1) after the recurrence has made the argument large. */
function logGamma(value: number): number {
  let shift = 0
  let z = value
  for (; z < 10; z++) shift -= Math.log(z)
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7)
  return shift + (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series
}
