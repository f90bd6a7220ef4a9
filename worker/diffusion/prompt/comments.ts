/**
 * Takes comments out: `#` to the end of the line goes, and a newline stands in its place. A line that is a comment as a whole goes
 * with its own newline. A backslash doesn't protect. (stable-diffusion-webui, `modules/processing_scripts/comments.py`.)
 */
export function withoutComments(prompt: string): string {
  return prompt.replaceAll(/(?:^|\n)#[^\n]*(?:\n|$)/g, '\n').replaceAll(/#[^\n]*(?:\n|$)/g, '\n')
}

/** The first comment that shares its line with other text: it may be meant as text ("number #1"). */
export function commentBehindText(prompt: string): string | undefined {
  return /^[^\S\n]*[^\s#][^\n#]*#([^\n]*\S)/mu.exec(prompt)?.[1]?.trim()
}
