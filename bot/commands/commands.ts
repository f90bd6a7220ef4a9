import type { Command } from '#bot/contract/command.ts'
import { apikey } from './apikey/apikey.ts'
import { compare } from './compare/compare.ts'
import { help } from './help/help.ts'
import { imagine } from './imagine/imagine.ts'
import { lora } from './lora/lora.ts'
import { model } from './model/model.ts'
import { mygallery } from './mygallery/mygallery.ts'
import { owner } from './owner/owner.ts'
import { preset } from './preset/preset.ts'
import { queue } from './queue/queue.ts'
import { quota } from './quota/quota.ts'
import { settings } from './settings/settings.ts'
import { tier } from './tier/tier.ts'

/** Every slash command. Registered by `deploy-commands/`. */
export const commands: readonly Command[] = [
  imagine,
  compare,
  mygallery,
  lora,
  model,
  preset,
  quota,
  queue,
  tier,
  settings,
  apikey,
  help,
  owner,
]
