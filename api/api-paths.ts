/** Paths that this app answers; in `npm start` all others are the playground's. */
export function isApiPath(path: string): boolean {
  return /^\/(?:api(?!\/(?:health|playground)(?:\/|$))|v1|sdapi)\//.test(path)
}
