/** The name under which routes say that they need a key. */
export const keyScheme = 'key'
