import type { ChatInputCommandInteraction } from 'discord.js'
import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import { expect, expectTypeOf, test } from 'vitest'
import type { BotDeps } from '#bot/contract/deps.ts'
import { notice } from '#messages/notice.ts'
import { answerSubcommands, type SubcommandArguments, type SubcommandHandlers } from './subcommands.ts'

const { Integer, String, Subcommand, SubcommandGroup } = ApplicationCommandOptionType
const shape = {
  name: 'tower',
  options: [
    {
      type: Subcommand,
      name: 'build',
      options: [
        { type: Integer, name: 'floors', required: true },
        { type: String, name: 'stone', choices: [{ value: 'basalt' }, { value: 'chalk' }] },
      ],
    },
    { type: SubcommandGroup, name: 'flag', options: [{ type: Subcommand, name: 'raise' }] },
  ],
} as const
type Handlers = SubcommandHandlers<typeof shape>

const handlers: Handlers = {
  build: async (_, __, { floors, stone }) => notice(`${floors} of ${stone}`),
  'flag raise': async () => notice('raised'),
}

/** As Discord sends a sub-command of `/tower`. */
function sent(path: string[], given: Record<string, unknown> = {}): ChatInputCommandInteraction {
  const [name, group = null] = path.toReversed()
  const value = (option: string) => given[option] ?? null
  const options = {
    getSubcommand: () => name,
    getSubcommandGroup: () => group,
    getString: value,
    getInteger: value,
  }
  return { options } as unknown as ChatInputCommandInteraction
}

const answer = answerSubcommands(shape, handlers)
// No handler here looks at them.
const deps = {} as unknown as BotDeps

test('a handler gets what its own options hold; what was left out is null', async () => {
  expect(await answer(sent(['build'], { floors: 3, stone: 'chalk' }), deps)).toEqual(notice('3 of chalk'))
  expect(await answer(sent(['build'], { floors: 3 }), deps)).toEqual(notice('3 of null'))
  expect(await answer(sent(['flag', 'raise']), deps)).toEqual(notice('raised'))
})

test('what Discord lets nobody send comes from another version, and is a bug in the log, not a guess', async () => {
  await expect(answer(sent(['burn']), deps)).rejects.toThrow('nobody answers the sub-command burn')
  await expect(answer(sent(['build']), deps)).rejects.toThrow('the option floors is missing')
  const wooden = answer(sent(['build'], { floors: 3, stone: 'wood' }), deps)
  await expect(wooden).rejects.toThrow('the option stone has none of its choices')
})

test('types come from the shape, and a sub-command without a handler does not compile', () => {
  expectTypeOf<SubcommandArguments<typeof shape, 'build'>>().toEqualTypeOf<{
    readonly floors: number
    readonly stone: 'basalt' | 'chalk' | null
  }>()
  expectTypeOf<keyof Handlers>().toEqualTypeOf<'build' | 'flag raise'>()
  // @ts-expect-error the handler of `flag raise` is missing
  const incomplete: Handlers = { build: handlers.build }
  expect(incomplete).not.toHaveProperty('flag raise')
})
