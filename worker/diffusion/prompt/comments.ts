/**
 * Takes comments out: `#` to the end of the line goes, and a newline stands in its place. A line that is a comment as a whole goes
 * with its own newline. A backslash doesn't protect. (stable-diffusion-webui, `modules/processing_scripts/comments.py`.)
 */
export function withoutComments(prompt: string): string {
  return prompt.replaceAll(/(?:^|\n)#[^\n]*(?:\n|$)/g, '\n').replaceAll(/#[^\n]*(?:\n|$)/g, '\n')
}
