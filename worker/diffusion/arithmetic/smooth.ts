/**
 * Replaces each value of `[channels, height, width]` by a mean of its channel, weighted by `e^(-(|dx| + |dy|) / reach)`; beyond the borders the outermost values go on.
 * By a recursive filter each way, so that a far reach costs no more than a short one.
 */
export function smooth(values: Float32Array, height: number, width: number, reach: number): void {
  const decay = Math.exp(-1 / reach)
  for (let plane = 0; plane < values.length; plane += height * width) {
    for (let row = 0; row < height; row++) smoothLine(values, plane + row * width, 1, width, decay)
    for (let column = 0; column < width; column++) smoothLine(values, plane + column, width, height, decay)
  }
}

function smoothLine(values: Float32Array, start: number, stride: number, count: number, decay: number): void {
  const end = start + count * stride
  const before = new Float64Array(count)
  let sum = (values[start] ?? 0) / (1 - decay)
  for (let at = start, i = 0; at < end; at += stride, i++) {
    if (i > 0) sum = (values[at] ?? 0) + decay * sum
    before[i] = sum
  }
  sum = (values[end - stride] ?? 0) / (1 - decay)
  for (let at = end - stride, i = count - 1; at >= start; at -= stride, i--) {
    const value = values[at] ?? 0
    if (i < count - 1) sum = value + decay * sum
    values[at] = (((before[i] ?? 0) + sum - value) * (1 - decay)) / (1 + decay)
  }
}
