import {
  ComponentType,
  TextInputStyle,
  type APIComponentInLabel,
  type APITextInputComponent,
} from 'discord-api-types/v10'
import { useState } from 'preact/hooks'
import { selectOptions } from '#playground/page/message/select-options.ts'
import { texts } from '#playground/page/texts/texts.ts'

export function ModalInput(given: {
  input: APIComponentInLabel | APITextInputComponent
  isRequired: boolean
}) {
  const { input, isRequired } = given
  const name = input.custom_id
  const id = `field-${name}`
  switch (input.type) {
    case ComponentType.TextInput:
      return <TextInput input={input} id={id} isRequired={isRequired} />
    case ComponentType.StringSelect:
    case ComponentType.UserSelect:
    case ComponentType.RoleSelect:
    case ComponentType.MentionableSelect:
    case ComponentType.ChannelSelect:
      return (
        <select id={id} name={name} multiple={(input.max_values ?? 1) > 1} required={isRequired}>
          {(input.max_values ?? 1) === 1 && (
            <option value="">{input.placeholder ?? texts.message.select}</option>
          )}
          {selectOptions(input).map((option) => (
            <option key={option.value} value={option.value} selected={option.default === true}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case ComponentType.Checkbox:
      return <input id={id} type="checkbox" name={name} defaultChecked={input.default === true} />
    case ComponentType.CheckboxGroup:
    case ComponentType.RadioGroup:
      return (
        <div class="choices" id={id}>
          {input.options.map((option) => (
            <label key={option.value}>
              <input
                type={input.type === ComponentType.RadioGroup ? 'radio' : 'checkbox'}
                name={name}
                value={option.value}
                defaultChecked={option.default === true}
              />
              {option.label}
            </label>
          ))}
        </div>
      )
    default:
      return <p class="field-description">{texts.form.unknownField}</p>
  }
}

function TextInput(given: { input: APITextInputComponent; id: string; isRequired: boolean }) {
  const { input, id, isRequired } = given
  const [length, setLength] = useState(input.value?.length ?? 0)
  const most = input.max_length ?? 4000
  const shared = {
    id,
    name: input.custom_id,
    required: isRequired,
    maxLength: most,
    placeholder: input.placeholder ?? '',
    defaultValue: input.value ?? '',
    onInput: (event: { currentTarget: { value: string } }) => setLength(event.currentTarget.value.length),
    ...(input.min_length === undefined ? {} : { minLength: input.min_length }),
  }
  if (input.style === TextInputStyle.Short) return <input type="text" autocomplete="off" {...shared} />
  return (
    <div class="paragraph">
      <textarea rows={4} {...shared} />
      <span class="count" aria-hidden="true">
        {length}/{most}
      </span>
    </div>
  )
}
