import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { FileFace } from '#playground/page/parts/file-face.tsx'
import { Icon } from '#playground/page/parts/icon.tsx'
import { channel, channelId } from '#playground/page/state/store.ts'
import { CommandChips } from './command-chips.tsx'
import { CommandList, useCommandList } from './command-list.tsx'
import { command, dropCommand, files, send, takeFiles, text } from './draft.ts'
import { OptionPopup, optionList } from './option-popup.tsx'
import { texts } from '#playground/page/texts/texts.ts'

/** The bar at the bottom: words, files, and commands. */
export function InputBar() {
  const picker = useRef<HTMLInputElement>(null)
  useFilesFromElsewhere()
  // Before the first paint: a later reset would wipe letters that were typed by then.
  useLayoutEffect(() => {
    dropCommand()
    text.value = ''
  }, [channelId.value])
  const here = channel.value
  if (here === undefined) return null
  const name = here.kind === 'dm' ? `@${here.name}` : `#${here.name}`
  const isReady = command.value !== null || text.value.trim() !== '' || files.value.length > 0
  return (
    <form
      class="input"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {command.value === null ? <CommandList /> : <OptionPopup list={optionList.value} />}
      <Files />
      <div class="input-bar">
        <input
          ref={picker}
          type="file"
          hidden
          multiple
          onChange={() => {
            takeFiles([...(picker.current?.files ?? [])])
            if (picker.current) picker.current.value = ''
          }}
        />
        <button
          type="button"
          class="plus"
          aria-label={texts.input.upload}
          onClick={() => picker.current?.click()}
        >
          <Icon name="plus" />
        </button>
        {command.value === null ? <Words placeholder={texts.input.message(name)} /> : <CommandChips />}
        <button type="submit" class="send" aria-label={texts.input.send} disabled={!isReady}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  )
}

function Words({ placeholder }: { placeholder: string }) {
  const list = useCommandList()
  const box = useRef<HTMLTextAreaElement>(null)
  // In the same frame: a letter typed right after a command was left would be lost.
  useLayoutEffect(() => {
    // On a phone the focus would open the keyboard over the channel.
    if (window.matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [channelId.value])
  useTypingAnywhere(box)
  const grow = () => {
    const area = box.current
    if (area === null) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }
  useEffect(grow, [text.value])
  return (
    <textarea
      ref={box}
      id="words"
      rows={1}
      maxLength={2000}
      placeholder={placeholder}
      aria-label={placeholder}
      value={text.value}
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-controls="commands"
      {...(list.isOpen ? { 'aria-activedescendant': `command-${list.active}` } : {})}
      onInput={(event) => (text.value = event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.isComposing || list.onKeyDown(event)) return
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault()
          void send()
        }
      }}
    />
  )
}

/** Typing anywhere goes into the input, as in Discord. */
function useTypingAnywhere(box: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isLetter = event.key.length === 1 && event.key !== ' '
      if (!isLetter || event.ctrlKey || event.metaKey || event.altKey) return
      const { activeElement } = document
      if (
        activeElement?.matches('input, textarea, select, [role=combobox]') ||
        document.querySelector('dialog[open]')
      )
        return
      box.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [box])
}

function Files() {
  if (files.value.length === 0) return null
  return (
    <ul class="input-files" aria-label={texts.input.files}>
      {files.value.map((file, index) => (
        // Every pasted file is called image.png.
        <li key={`${index} ${file.name}`}>
          <FileFace file={file} size={48} />
          {file.name}
          <button
            type="button"
            aria-label={texts.input.remove(file.name)}
            onClick={() => (files.value = files.value.filter((each) => each !== file))}
          >
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Files dropped anywhere on the page, or pasted. */
function useFilesFromElsewhere(): void {
  useEffect(() => {
    const onDrop = (event: DragEvent) => {
      event.preventDefault()
      takeFiles([...(event.dataTransfer?.files ?? [])])
    }
    const onDragOver = (event: DragEvent) => event.preventDefault()
    const onPaste = (event: ClipboardEvent) => {
      const pasted = [...(event.clipboardData?.files ?? [])]
      if (pasted.length === 0) return
      event.preventDefault()
      takeFiles(pasted)
    }
    document.addEventListener('drop', onDrop)
    document.addEventListener('dragover', onDragOver)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('drop', onDrop)
      document.removeEventListener('dragover', onDragOver)
      document.removeEventListener('paste', onPaste)
    }
  }, [])
}
