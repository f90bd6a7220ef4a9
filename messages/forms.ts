import {
  ButtonStyle,
  ComponentType,
  TextInputStyle,
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10'
import { maxSeed, type PaintSettings, promptMaxLength, usualStrength } from '#core/generation.ts'
import type { SettingChange } from '#core/setting-change.ts'
import { customId } from './custom-id.ts'
import { shorten } from './escape.ts'
import { plainNumber } from './numbers.ts'
import { settingChangeText } from './setting-changes.ts'
import { textsFor } from './texts/texts.ts'

/** The inputs of our forms, by the custom ids that come back. */
export const formFields = ['prompt', 'negative_prompt', 'steps', 'guidance', 'seed', 'strength'] as const
export type FormField = (typeof formFields)[number]

/** Characters under an input's label. */
const descriptionMaxLength = 100

/**
 * `Edit`: prompt, negative prompt, steps, guidance and seed, filled in. An emptied seed means a new one. Of one picture, or of a
 * grid as a whole, whose title says how many pictures it is. What can't be as it was is said at an input, as `remixForm` does.
 */
export function editForm(
  imageId: string,
  settings: PaintSettings,
  locale: string,
  changes: readonly SettingChange[] = [],
): APIModalInteractionResponseCallbackData {
  const texts = textsFor(locale).forms
  const { count } = settings
  return {
    custom_id: customId(count === 1 ? 'edit' : 'edit_all', imageId),
    title: count === 1 ? texts.editTitle : texts.editAllTitle(count),
    components: editInputs(settings, locale, changes),
  }
}

/**
 * `Remix` of another tool's picture, whose settings are kept as a draft: the same form. What of them is otherwise here is said at
 * an input: at its own, or, for a size and a sampler, which have none, at the prompt's and the steps'.
 */
export function remixForm(
  draftId: string,
  settings: PaintSettings,
  locale: string,
  changes: readonly SettingChange[] = [],
  /** Said at the steps. */
  fewSteps?: string,
): APIModalInteractionResponseCallbackData {
  const { editTitle: title } = textsFor(locale).forms
  const components = editInputs(settings, locale, changes, fewSteps)
  return { custom_id: customId('remix', draftId), title, components }
}

/** The input at which a change is said. */
const inputOf = ({ setting }: SettingChange): FormField =>
  setting === 'size' ? 'prompt' : setting === 'sampler' ? 'steps' : setting

function editInputs(
  settings: PaintSettings,
  locale: string,
  changes: readonly SettingChange[] = [],
  fewSteps?: string,
): APILabelComponent[] {
  const said = (field: FormField): { description?: string } => {
    const here = changes.filter((change) => inputOf(change) === field)
    const text = [
      ...here.map((change) => settingChangeText(change, locale)),
      ...(field === 'steps' && fewSteps !== undefined ? [fewSteps] : []),
    ].join(' ')
    return text === '' ? {} : { description: shorten(text, descriptionMaxLength) }
  }
  const texts = textsFor(locale).forms
  return [
    { ...promptInput(texts.prompt, settings.prompt), ...said('prompt') },
    {
      ...input('negative_prompt', texts.negativePrompt, settings.negativePrompt, {
        max_length: promptMaxLength,
        style: TextInputStyle.Paragraph,
      }),
      ...said('negative_prompt'),
    },
    {
      ...input('steps', texts.steps, String(settings.steps), { max_length: 4, required: true }),
      ...said('steps'),
    },
    {
      ...input('guidance', texts.guidance, plainNumber(settings.guidance, locale), {
        max_length: 8,
        required: true,
      }),
      ...said('guidance'),
    },
    {
      ...input('seed', texts.seed, String(settings.seed), { max_length: String(maxSeed).length }),
      ...said('seed'),
    },
  ]
}

/** `Use as start image`: a prompt for what to paint over the picture, and how much. */
export function startForm(
  imageId: string,
  settings: PaintSettings,
  locale: string,
): APIModalInteractionResponseCallbackData {
  const texts = textsFor(locale).forms
  return {
    custom_id: customId('use_as_start', imageId),
    title: texts.startTitle,
    components: [
      promptInput(texts.prompt, settings.prompt),
      input('strength', texts.strength, plainNumber(usualStrength, locale), {
        max_length: 8,
        required: true,
      }),
    ],
  }
}

function promptInput(label: string, value: string): APILabelComponent {
  return input('prompt', label, value, {
    max_length: promptMaxLength,
    style: TextInputStyle.Paragraph,
    required: true,
  })
}

function input(
  field: FormField,
  label: string,
  value: string,
  more: { max_length: number; style?: TextInputStyle; required?: boolean },
): APILabelComponent {
  return {
    type: ComponentType.Label,
    label,
    component: {
      type: ComponentType.TextInput,
      custom_id: field,
      style: TextInputStyle.Short,
      required: false,
      ...more,
      ...(value === '' ? {} : { value: value.slice(0, more.max_length) }),
    },
  }
}

/** A form with what somebody wrote into it before. */
export function refilled(
  form: APIModalInteractionResponseCallbackData,
  entries: Readonly<Record<string, string>>,
): APIModalInteractionResponseCallbackData {
  return {
    ...form,
    components: form.components.map((label) => {
      if (label.type !== ComponentType.Label || label.component.type !== ComponentType.TextInput) return label
      const { value: _, ...empty } = label.component
      const typed = entries[empty.custom_id]
      if (typed === undefined) return label
      return { ...label, component: typed === '' ? empty : { ...empty, value: typed } }
    }),
  }
}

/** Opens a refused form again. */
export function editAgainRow(
  keptFormId: string,
  locale: string,
): APIActionRowComponent<APIButtonComponentWithCustomId> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: textsFor(locale).forms.again,
        custom_id: customId('edit_again', keptFormId),
      },
    ],
  }
}
