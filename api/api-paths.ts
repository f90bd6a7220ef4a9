/** Paths that this app answers; in `npm start` all others are the playground's. */
export function isApiPath(path: string): boolean {
  return /^\/(?:api(?!\/(?:health|playground)(?:\/|$))|v1|sdapi|images\/(?:generations|edits))(?:\/|$)/.test(
    plainPath(path),
  )
}

/**
 * A path as it was meant: clients put theirs behind a base URL that people copy from a browser, slash and all
 * ("http://host:3000/" and "/sdapi/v1/options").
 */
export function plainPath(path: string): string {
  const single = path.includes('//') ? path.replaceAll(/\/{2,}/g, '/') : path
  return single.length > 1 && single.endsWith('/') ? single.slice(0, -1) : single
}
