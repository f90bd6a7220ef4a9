import {
  ApplicationCommandOptionType as Type,
  type APIApplicationCommandBasicOption,
} from 'discord-api-types/v10'
import { expect, test } from 'vitest'
import { valueOf } from './option-value.ts'

const option = (given: Partial<APIApplicationCommandBasicOption>) =>
  // The parts that the test is about; names and words are of no matter to it.
  ({ name: 'x', description: 'x', ...given }) as APIApplicationCommandBasicOption

test.each([
  [
    option({ type: Type.Integer, min_value: 1, max_value: 100 }),
    '101',
    { error: 'Must be between 1 and 100' },
  ],
  [option({ type: Type.Integer }), '1.5', { error: 'Input a valid integer' }],
  [option({ type: Type.Integer }), ' 12 ', { value: 12 }],
  [option({ type: Type.Number, min_value: 0 }), '-1', { error: 'Must be at least 0' }],
  [option({ type: Type.Number }), '7.5', { value: 7.5 }],
  [option({ type: Type.String, max_length: 3 }), 'abcd', { error: 'At most 3 characters; these are 4' }],
  [option({ type: Type.String }), '  ', { error: 'This option is required. Specify a value.' }],
  [option({ type: Type.String, choices: [{ name: 'Euler', value: 'euler' }] }), 'EULER', { value: 'euler' }],
  [
    option({ type: Type.String, choices: [{ name: 'Euler', value: 'euler' }] }),
    'e',
    { error: 'Pick one of the options' },
  ],
  [option({ type: Type.Boolean }), 'True', { value: true }],
  [option({ type: Type.User }), 'Anna', { error: 'Pick one of the options' }],
  [option({ type: Type.Attachment }), 'a.png', { error: 'This option is required. Add a file.' }],
])('%# what is typed is sent, or refused with the reason', (definition, text, sent) => {
  expect(valueOf(definition, { text })).toEqual(sent)
})
