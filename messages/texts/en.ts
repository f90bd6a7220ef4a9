import { adminEn } from './en/admin.ts'
import { allowListsEn } from './en/allow-lists.ts'
import { apiKeysEn } from './en/api-keys.ts'
import type { TranslatedCommands, TranslatedContextMenu } from './en/commands.ts'
import { compareEn } from './en/compare.ts'
import { draftsEn } from './en/drafts.ts'
import { foreignEn } from './en/foreign.ts'
import { galleryEn } from './en/gallery.ts'
import { limitsEn } from './en/limits.ts'
import { lorasEn } from './en/loras.ts'
import { overviewEn } from './en/overview.ts'
import { permissionsEn } from './en/permissions.ts'
import { speedsEn } from './en/speeds.ts'
import { maxGuidance, maxSeed, maxSteps, minGuidance, minSteps, promptMaxLength } from '#core/generation.ts'
import { sideMax, sideMin } from '#core/size.ts'
import { notesEn } from './en/notes.ts'
import { promptsEn } from './en/prompts.ts'
import { isOne, pictures, steps } from './en/plural.ts'

/** Everything people read, in English. Other languages have the same shape: the compiler tells what is missing. */
export const en = {
  waiting: (count: number) =>
    isOne(count) ? 'Waiting for its turn…' : `${pictures(count)} are waiting for their turn…`,
  waitingAt: (count: number, position: number, wait?: string) =>
    `${isOne(count) ? 'Waiting for its turn' : `${pictures(count)} are waiting for their turn`}: place ${position} in line${wait === undefined ? '' : `, done in about ${wait}`}`,
  starting: (count: number) =>
    isOne(count) ? 'Mixing the colours…' : `Mixing the colours for ${pictures(count)}…`,
  painting: (count: number, step: number, steps: number) =>
    `Painting${isOne(count) ? '' : ` ${pictures(count)}`}: step ${step} of ${steps}`,
  secondsLeft: (seconds: number) => `about ${seconds} s left`,
  askedBy: (person: string) => `For ${person}`,
  /** Parts of the line below a picture. */
  settings: {
    without: (text: string) => `without ${text}`,
    clipSkip: (layer: number) => `clip skip ${layer}`,
    upscaler: (name: string) => `upscaled with ${name}`,
  },
  // The labels are names: tools and people look for these words in every language.
  buttons: {
    reroll: 'Reroll',
    same_seed: 'Same seed',
    upscale: 'Upscale',
    vary: 'Vary',
    edit: 'Edit',
    favourite: 'Favourite',
    delete: 'Delete',
    cancel: 'Cancel',
  },
  menu: {
    placeholder: 'More…',
    vary_strong: { label: 'Vary strongly', description: 'Like this picture, but further from it' },
    upscale_1_5: { label: 'Upscale 1.5×', description: 'One and a half times the width and height' },
    upscale_3: { label: 'Upscale 3×', description: 'Three times the width and height' },
    upscale_4: { label: 'Upscale 4×', description: 'Four times the width and height' },
    use_as_start: { label: 'Use as start image', description: 'Paint over it with another prompt' },
    settings_text: { label: 'Settings as text', description: 'To copy; other tools read them, too' },
  },
  upscalers: {
    entry: (name: string, factor: number) => ({
      label: `Upscale with ${name}`,
      description: `${factor} times the width and height, nothing painted over`,
    }),
    none: (name: string) =>
      `No painter has the upscaler “${name}” at the moment. \`Upscale\` paints over the picture instead.`,
  },
  forms: {
    again: 'Edit again',
    gone: 'What you wrote is kept for an hour only, and that is over. Please open the form anew.',
    editTitle: 'Edit and paint again',
    editAllTitle: (count: number) => `Edit and paint ${pictures(count)}`,
    startTitle: 'Paint over this picture',
    prompt: 'Prompt',
    negativePrompt: 'What it must not show',
    steps: 'Steps',
    guidance: 'Guidance',
    seed: 'Seed (empty: a new one)',
    strength: 'Strength: 0.1 little, 1 everything',
    wrong: {
      prompt: `The prompt is empty or too long. Write 1 to ${promptMaxLength} characters.`,
      negative_prompt: `The negative prompt is too long. Write at most ${promptMaxLength} characters.`,
      steps: `Steps must be a whole number from ${minSteps} to ${maxSteps}, such as 20.`,
      guidance: `Guidance must be a number from ${minGuidance} to ${maxGuidance}, such as 7.5.`,
      seed: `A seed must be a whole number from 0 to ${maxSeed}, or empty for a new one.`,
      strength: 'Strength must be a number above 0 and at most 1, such as 0.6.',
    },
  },
  /** What is offered while an option is typed. */
  hints: { usual: (value: string) => `${value} · usual here` },
  favourite: {
    added: 'This picture is one of your favourites now. `/mygallery favourites:True` shows them.',
    removed: 'This picture is not one of your favourites any more.',
  },
  noPicture: 'There is no picture in that message.',
  noSettings:
    'This picture carries no settings. A PNG as its tool saved it has them; screenshots and converted copies do not.',
  settingsFile: {
    said: 'These settings are too long for a message, so here they are as a file.',
    alt: 'A text file: how the picture was made',
  },
  /** Why `Image info` and `Remix` cannot look into somebody else's picture. */
  infos: {
    elsewhere:
      'Discord only links to that picture, so I do not fetch it. Upload the file itself and try again.',
    tooLarge: 'That picture is larger than 10 MiB, which is more than I look into.',
    notFetched: 'I could not fetch that picture from Discord. Please try again.',
  },
  altText: (prompt: string, count: number) =>
    isOne(count) ? `A generated picture of: ${prompt}` : `${count} generated pictures of: ${prompt}`,
  /** Of what is seen while it is painted. */
  previewAlt: (prompt: string, count: number) =>
    `${isOne(count) ? 'A preview' : `Previews of ${pictures(count)}`}, still being painted, of: ${prompt}`,
  sameSeed: {
    identical: 'It is the identical picture.',
    rounding: (largest: number) =>
      `It is the same picture within rounding (at most ${largest} of 255 apart).`,
    /** By what has changed since. */
    different: {
      model: (largest: number) =>
        `It is not quite the same (up to ${largest} of 255 apart): the model’s files have changed since.`,
      device: (largest: number) =>
        `It is not quite the same (up to ${largest} of 255 apart): it was painted on another device.`,
      version: (largest: number) =>
        `It is not quite the same (up to ${largest} of 255 apart). Model and device are the same, so my version has changed since.`,
    },
    originalGone: 'The first one is not kept any more, so nobody can say whether they are the same.',
  },
  /** Where a picture came from; the link is that of its message. */
  ancestry: {
    reroll: (link: string) => `Rerolled from ${link}`,
    same_seed: (link: string) => `The same seed as ${link}`,
    upscale: (link: string) => `Upscaled from ${link}`,
    vary: (link: string) => `Variation of ${link}`,
    edit: (link: string) => `Edited from ${link}`,
  },
  /** Above one picture of a grid, posted alone. */
  picked: (number: number, link: string) => `Picture ${number} of ${link}`,
  deleted: 'This picture was deleted.',
  deletion: {
    question: (count: number) =>
      isOne(count)
        ? 'Delete this picture? It can’t be brought back.'
        : `Delete these ${pictures(count)}? They can’t be brought back.`,
    keep: 'Keep',
    done: (count: number) =>
      isOne(count) ? 'The picture is deleted.' : `The ${pictures(count)} are deleted.`,
  },
  notes: notesEn,
  prompts: promptsEn,
  absentFlags: (flags: string) =>
    `There is no \`${flags}\` here, so I left it out. At a prompt’s end, \`--ar\`, \`--no\`, \`--seed\`, \`--repeat\`, \`--steps\` and \`--cfg\` work.`,
  ignoredFlags: (flags: string) => `I don’t know \`${flags}\`, so I left it out of the prompt.`,
  gallery: galleryEn,
  presets: {
    saved: (name: string) => `Preset **${name}** is saved. \`/imagine preset:\` offers it.`,
    removed: (name: string) => `Preset **${name}** is gone.`,
    inUse: (name: string) =>
      `From now on your \`/imagine\` paints with **${name}** unless you name another preset. \`/preset use\` without a name ends that.`,
    noneInUse: 'Your `/imagine` takes no preset by itself any more.',
    tooMany: (most: number) =>
      `${isOne(most) ? `There is ${most} preset` : `There are ${most} presets`} already, which is as many as there can be. Remove one first.`,
    nameTaken: (name: string) => `“${name}” is a preset that ships with me. Choose another name.`,
    notThere: (name: string) =>
      `There is no preset “${name}” to remove. \`/preset list\` shows what there is; those of the server take \`for_server\`.`,
    adminsOnly:
      'Presets for the whole server are for those with Manage Server. Without `for_server` it is about your own.',
    title: 'Presets',
    yours: 'Yours',
    server: 'This server’s',
    shipped: 'For everybody',
    none: 'None yet. `/preset save` makes one.',
    current: (name: string) => `Your \`/imagine\` takes **${name}** by itself.`,
    steps: (count: number) => steps(count),
  },
  refusals: {
    notYours:
      'Only the person who asked for this picture, or somebody who manages messages here, may do that.',
    tooLateToCancel: 'This picture is finished already, so there is nothing left to cancel.',
    tier: (limit: number, used: number, reset: string) =>
      `You have used ${used} of your ${pictures(limit)} for today. There are new ones ${reset}.`,
    person: (limit: number, reset: string) =>
      `This bot paints at most ${pictures(limit)} a day for one person, over all servers. There are new ones ${reset}.`,
    server: (limit: number, reset: string) =>
      `This server has used ${isOne(limit) ? 'its' : 'all of its'} ${pictures(limit)} for today. There are new ones ${reset}.`,
    tooManySteps: (most: number) =>
      `At most ${steps(most)} ${isOne(most) ? 'is' : 'are'} allowed here. Try again with fewer.`,
    tooLarge: (width: number, height: number) =>
      `${width}×${height} is more than this bot's machine paints. Try again with a smaller size.`,
    badSize: (text: string) =>
      `“${text}” is not a size. Write width and height in pixels, both multiples of 8, such as 512x512.`,
    badSizeOrRatio: (text: string, own: string) =>
      `“${text}” is not a size. Write width and height in pixels, such as ${own}, or a ratio such as \`3:2\`.`,
    badRatio: (ratio: string, widest: number) =>
      `${ratio} is too narrow to paint here. Ratios from \`1:${widest}\` to \`${widest}:1\` work, such as \`3:2\`.`,
    sizeNotPainted: (asked: string, multiple: number, nearest: string) =>
      `This model paints widths and heights from ${sideMin} to ${sideMax} pixels in multiples of ${multiple}, not ${asked}. The nearest is ${nearest}.`,
    promptEmpty: 'The prompt is empty. Say in a few words what the picture shows.',
    noWorker: 'No painter has come up yet. Try again in a minute.',
    promptTooLong: (most: number) =>
      `A prompt may have at most ${most} ${isOne(most) ? 'character' : 'characters'}. Try again with a shorter one.`,
    missingPermissions: (names: string) =>
      `I can't post pictures in this channel: I need the permission ${names}. Ask an admin to give it to me here.`,
    unknownPreset: (name: string) =>
      `There is no preset “${name}”. Pick one from the list that opens as you type.`,
    unknownModel: (name: string, known: string) => `There is no model “${name}” here. There is: ${known}.`,
    strengthWithoutImage:
      'A strength says how much of a start picture is painted over. Attach one as `image`, or leave it out.',
    strengthTooLow: (strength: string, count: number) =>
      `A strength of ${strength} leaves none of ${steps(count)} to paint over the picture. Use more steps or a higher strength.`,
    outOfRange: (name: string, least: number, most: number) =>
      `\`${name}\` goes from ${least} to ${most}. Try again with a value in between.`,
    imageNotFromDiscord: 'That picture is not on Discord. Attach it to the command instead.',
    imageTooLarge:
      'That picture is too large to start from: at most 10 MiB and 32 megapixels. Try a smaller one.',
    imageNotFetched: 'I could not fetch that picture from Discord. Please try again.',
    imageUnreadable: 'I can not read that file as a picture. Try a PNG, JPEG, WebP or GIF.',
    pictureGone: 'That picture is not in my records any more, so this button has nothing to work with.',
    fileGone: 'The file of this picture was cleared away. `Same seed` paints it again.',
    startGone:
      'The picture that this one was painted over is not kept any more, so it cannot be painted again.',
    pressedTwice: 'You pressed that twice in a row. The first press counts.',
    askAgain: 'The settings of this server have just changed. Please ask again.',
    unknownCommand: 'This command is not one I know any more. Reload Discord to see which ones there are.',
    unknownButton: 'This button is not one I know. It may come from another version of me.',
  },
  failures: {
    lost: 'The painter died three times over this picture, so I gave it up. It cost you nothing.',
    pictureLost: 'The picture was painted, but its file is gone. It cost you nothing. Please ask again.',
    partly: (missing: number, of: number, reference: string | null) =>
      `${missing} of ${pictures(of)} could not be painted, and cost you nothing.${reference === null ? '' : ` The operator finds out why by this reference: ${reference}`}`,
    autoMod:
      "This server's AutoMod blocked my message. It cost you nothing. Ask with other words, or ask an admin to exempt my role in the server's AutoMod rules.",
    /** By the model's safety checker; nobody sees them. */
    withheld: (withheld: number, of: number) =>
      of === 1
        ? 'The model’s safety checker flagged this picture, so it is withheld. It cost you nothing. Try other words or another seed.'
        : withheld === of
          ? `The model’s safety checker flagged all ${of} pictures, so they are withheld. They cost you nothing. Try other words or another seed.`
          : `The model’s safety checker flagged ${withheld} of ${of} pictures: withheld, and free.`,
    forbidden:
      'I may not post in this channel any more, so the picture cannot be shown. It cost you nothing.',
    cancelled: 'Cancelled. It cost nothing.',
    request: (reason: string) => `I could not paint this: ${reason} It cost you nothing.`,
    bug: (reference: string) =>
      `Something went wrong on my side, and it cost you nothing. Tell the operator this reference: ${reference}`,
  },
  apiKeys: apiKeysEn,
  compare: compareEn,
  drafts: draftsEn,
  foreign: foreignEn,
  allowLists: allowListsEn,
  limits: limitsEn,
  loras: lorasEn,
  overview: overviewEn,
  permissions: permissionsEn,
  speeds: speedsEn,
  admin: adminEn,
}

export type Texts = typeof en

/** Another language has the names and descriptions of commands besides; the English ones are `commandsEn`. */
export interface Translation extends Texts {
  readonly commands: TranslatedCommands
  readonly contextMenu: TranslatedContextMenu
}
