import { useEffect, useMemo } from 'preact/hooks'
import { Icon } from './icon.tsx'

/** The preview beside a file's name before it is sent: the picture itself, or a sheet of paper. */
export function FileFace({ file, size }: { file: File; size: number }) {
  const isPicture = file.type.startsWith('image/')
  const url = useMemo(() => (isPicture ? URL.createObjectURL(file) : ''), [file])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return isPicture ? (
    <img class="file-face" src={url} alt="" width={size} height={size} />
  ) : (
    <Icon name="file" size={size} />
  )
}
