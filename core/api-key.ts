/** What every key begins with, so that people and scanners for secrets know one when they see it. */
export const apiKeyStart = 'dw_'
/** Characters of a key that its person is shown later: the start, and enough to tell theirs apart. */
export const apiKeyPrefixLength = apiKeyStart.length + 6
export const apiKeyNameMaxLength = 60
/** Keys that a person may have at a time. */
export const maxApiKeys = 20
