import { Icon } from '#playground/page/parts/icon.tsx'
import { bannerShown, connectDialog, putBannerAway } from './open.ts'
import { texts } from '#playground/page/texts/texts.ts'

/** Says what this is, and where the real thing is to be had. */
export function Banner() {
  if (!bannerShown.value) return null
  return (
    <div class="banner" role="note">
      <span>
        {texts.banner}{' '}
        <button type="button" class="banner-link" onClick={() => (connectDialog.value = true)}>
          {texts.header.connect}
        </button>
      </span>
      <button type="button" class="icon-button" aria-label={texts.dismiss} onClick={putBannerAway}>
        <Icon name="close" size={18} />
      </button>
    </div>
  )
}
