import { signal } from '@preact/signals'

/** Which parts of the welcome are open. */
export const tourOpen = signal(false)
export const connectDialog = signal(false)
/** Whether the person in this tab has confirmed their age, for age-restricted channels. */
export const isOfAge = signal(false)
const bannerKey = 'banner-read'
export const bannerShown = signal(localStorage.getItem(bannerKey) === null)

export function putBannerAway(): void {
  bannerShown.value = false
  localStorage.setItem(bannerKey, 'yes')
}
