import { Icon } from '#playground/page/parts/icon.tsx'
import { bannerShown, connectDialog, putBannerAway } from './open.ts'

/** Says what this is, and where the real thing is to be had. */
export function Banner() {
  if (!bannerShown.value) return null
  return (
    <div class="banner" role="note">
      <span>
        This Discord runs on your own machine: the bot is real, its pictures too.{' '}
        <button type="button" class="banner-link" onClick={() => (connectDialog.value = true)}>
          Connect a real Discord
        </button>
      </span>
      <button type="button" class="icon-button" aria-label="Dismiss" onClick={putBannerAway}>
        <Icon name="close" size={18} />
      </button>
    </div>
  )
}
