import { textsFor } from './texts/texts.ts'

/** 10,000 or 10.000, as the reader writes it. */
export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)
}

/** A setting with the reader's decimal point and no more digits than count; in digits that every font has and every form takes. */
export function plainNumber(value: number, locale: string): string {
  const digits = { maximumFractionDigits: 6, useGrouping: false, numberingSystem: 'latn' }
  return new Intl.NumberFormat(locale, digits).format(value)
}

/** A limit on width × height, with the largest square that fits: people think in sizes. */
export function formatPixels(pixels: number, locale: string): string {
  const side = Math.floor(Math.sqrt(pixels) / 8) * 8
  return textsFor(locale).limits.size(formatNumber(pixels, locale), `${side}×${side}`)
}

/** A wait as people say it: seconds up to a minute and a half, then minutes. */
export function formatWait(seconds: number, locale: string): string {
  const { queue } = textsFor(locale).overview
  const whole = Math.max(1, Math.ceil(seconds))
  return whole <= 90 ? queue.seconds(whole) : queue.minutes(Math.ceil(whole / 60))
}
