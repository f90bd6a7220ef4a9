/** A value of a table's cell, as JSON has it. */
export type Cell = string | number | boolean | null

export interface BackstageTable {
  name: string
  rows: Record<string, Cell>[]
}

/** What the developer drawer asks of the product behind the bot. Whoever starts everything answers from its database. */
export interface PlaygroundBackstage {
  /** What waits and runs, in its order. */
  queue(): Promise<Record<string, Cell>[]>
  /** The latest rows of the way of a picture, a table each. */
  rows(): Promise<BackstageTable[]>
  /** The name of a person's tier in a server. */
  tierOf(person: {
    userId: string
    guildId: string
    roleIds: readonly string[]
    entitled: boolean
  }): Promise<string>
  /** `kill -9` on a worker, in the middle of whatever it does. */
  killWorker(): Promise<void>
}
