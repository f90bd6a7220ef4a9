import type { RESTOptions } from '@discordjs/rest'
import type { Config } from '#core/config.ts'

/** How every process of ours speaks to Discord; `DISCORD_API_URL` puts another server in its place. */
export function restOptions(config: Config): Partial<RESTOptions> {
  const { apiUrl } = config.discord
  return { version: '10', ...(apiUrl === undefined ? {} : { api: apiUrl }) }
}
