/** A setting of another tool's picture that had to be changed here: both values as people read them. */
export interface SettingChange {
  setting: 'prompt' | 'negative_prompt' | 'size' | 'steps' | 'guidance' | 'seed' | 'sampler'
  asked: string
  used: string
  /** `unknown`: a name that means nothing here. */
  because: 'limit' | 'nearest' | 'unknown'
}
