import type { Button } from '#bot/command.ts'
import { cancel } from './cancel.ts'
import { deletePicture } from './delete.ts'
import { reroll } from './reroll.ts'
import { sameSeed } from './same-seed.ts'

/** Every button, by the action in its custom id. */
export const buttons: readonly Button[] = [reroll, sameSeed, deletePicture, cancel]
