import { speedsEn } from '#messages/texts/en/speeds.ts'
import type { OwnWords } from '#messages/texts/command-texts.ts'

const reset = { description: 'First forget all of these' } as const
const channel = { description: 'A channel; its threads belong to it' } as const
const word = {
  description: 'A word or a phrase, or several with commas; case and accents make no difference',
} as const
const kind = {
  description: 'What the rule means; its forms, too, when left out',
  choices: {
    word: 'This word alone',
    stem: 'This word and its forms',
    anywhere: 'Anywhere, inside other words, too',
    wildcard: 'With * for any letters and ? for one',
  },
} as const

export const settingsEn = {
  description: 'Channels, limits, defaults, blocked words and the log of this server',
  options: {
    show: { description: 'All settings of this server' },
    history: { description: 'Who changed what lately' },
    channels: {
      description: 'Where pictures are painted',
      options: {
        allow: {
          description: 'Allow pictures in a channel, and then only in those that are allowed',
          options: { channel },
        },
        disallow: { description: 'Take a channel off the list of allowed ones', options: { channel } },
        everywhere: { description: 'Allow pictures in every channel' },
      },
    },
    words: {
      description: 'Words that prompts may not hold',
      options: {
        block: { description: 'Refuse prompts with this word', options: { word, kind } },
        unblock: { description: 'Allow this word again', options: { word } },
        test: {
          description: 'Try what a rule would refuse, before it is saved',
          options: {
            prompt: { description: 'What somebody might ask for' },
            word: { description: 'The words to try; those of this server when left out' },
            kind,
          },
        },
      },
    },
    models: {
      description: 'Which models and LoRAs a role or a channel may use; tiers have theirs by /tier define',
      options: {
        role: { description: 'Everybody who has this role; of several such roles one is enough' },
        channel,
        models: {
          description: 'Models they may use: names with commas, * all, - none, photo* those that begin so',
        },
        loras: { description: 'LoRAs they may use, in the same way' },
      },
    },
    log: {
      description: 'Where changes and announcements are posted; nowhere when left out',
      options: { channel: { description: 'A channel that I may write in' } },
    },
    tier: {
      description: 'The tier of everybody who was given no better one',
      options: { tier: { description: 'free, pro, or a tier of this server' } },
    },
    limits: {
      description: 'Limits for everybody here, below the operator’s',
      options: {
        most_steps: { description: 'Most steps of a picture' },
        largest_size: { description: 'Largest picture, such as 768x768' },
        pictures_per_day: { description: 'Pictures a day of the whole server' },
        queue_per_person: { description: 'Requests that a person may have in the queue' },
        reset,
      },
    },
    defaults: {
      description: 'What /imagine takes where a person gives nothing',
      options: {
        steps: { description: 'Steps' },
        guidance: { description: 'Guidance' },
        size: { description: 'Width and height in pixels, such as 512x512' },
        scheduler: { description: 'Scheduler' },
        speed: { description: 'How fast pictures are painted', choices: speedsEn.names },
        negative_prompt: { description: 'What pictures must not show' },
        reset,
      },
    },
    flagged: {
      description: 'What becomes of pictures that a model’s safety checker flags',
      options: {
        spoiler: { description: 'Post them as spoilers; otherwise nobody sees them, and they cost nothing' },
      },
    },
    spoiler: {
      description: 'Whether pictures are hidden until somebody clicks on them',
      options: { on: { description: 'Hide them' } },
    },
    private: {
      description: 'Whether pictures are seen by whoever asked for them alone',
      options: { on: { description: 'For them alone' } },
    },
    'age-restricted': {
      description: 'Whether pictures are painted in age-restricted channels only',
      options: { on: { description: 'Only there' } },
    },
    language: {
      description: 'Language of what everybody sees; each person’s own when left out',
      options: { language: { description: 'A language' } },
    },
  },
} as const satisfies OwnWords
