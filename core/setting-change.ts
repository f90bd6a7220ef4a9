/** A setting that somebody's picture was made with elsewhere and that is another one here, as people read the two. */
export interface SettingChange {
  setting: 'prompt' | 'negative_prompt' | 'size' | 'steps' | 'guidance' | 'seed' | 'sampler'
  asked: string
  used: string
  /** `unknown`: a name that means nothing here. */
  because: 'limit' | 'nearest' | 'unknown'
}
