import { signal } from '@preact/signals'

/** What of the first minute is open. */
export const tourOpen = signal(false)
export const connectDialog = signal(false)
/** Whether this tab has said so, for age-restricted channels. */
export const isOfAge = signal(false)
const bannerKey = 'banner-read'
export const bannerShown = signal(localStorage.getItem(bannerKey) === null)

export function putBannerAway(): void {
  bannerShown.value = false
  localStorage.setItem(bannerKey, 'yes')
}
