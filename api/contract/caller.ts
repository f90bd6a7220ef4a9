/** The person whose key a request carries. */
export interface Caller {
  keyId: string
  /** Discord's id of the person whom the key belongs to. */
  userId: string
  /** The server whose tiers, quotas and rules hold; null: as in direct messages. */
  guildId: string | null
  /** The person's roles there. */
  roleIds: readonly string[]
  /** They, or their server, bought one of the operator's SKUs, as far as Discord has told. */
  entitled: boolean
  /** Whether the key was made where adults alone are let in. */
  ageRestricted: boolean
  /** Of this key; null: as its person. */
  picturesPerDay: number | null
}
