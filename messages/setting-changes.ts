import type { SettingChange } from '#core/setting-change.ts'
import { shorten } from './escape.ts'
import { textsFor } from './texts/texts.ts'

/** A name out of somebody's file; a form's line must not be full of it. */
const nameShown = 30

/** What of a picture's settings is otherwise here, as one sentence of at most a form's 100 characters. */
export function settingChangeText({ setting, because, ...change }: SettingChange, locale: string): string {
  const { changes } = textsFor(locale).foreign
  const [asked, used] = [shorten(change.asked, nameShown), change.used]
  switch (setting) {
    case 'size':
      return changes.size[because === 'limit' ? 'limit' : 'nearest'](asked, used)
    case 'sampler':
      return changes.sampler[because === 'unknown' ? 'unknown' : 'nearest'](asked, used)
    case 'prompt':
    case 'negative_prompt':
      return changes.prompt(asked, used)
    case 'steps':
    case 'guidance':
    case 'seed':
      return changes[setting](asked, used)
  }
}
