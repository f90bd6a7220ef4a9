/** Servers whose pictures are private, as far as anybody has asked there: a deferral cannot wait for the database. */
export interface PrivateServers {
  expects(guildId: string | null): boolean
  learn(guildId: string | null, isPrivate: boolean): void
}

/** @param guildIds those that are known to be private at the start */
export function rememberPrivateServers(guildIds: readonly string[]): PrivateServers {
  const known = new Set(guildIds)
  return {
    expects: (guildId) => guildId !== null && known.has(guildId),
    learn(guildId, isPrivate) {
      if (guildId === null) return
      if (isPrivate) known.add(guildId)
      else known.delete(guildId)
    },
  }
}
