/**
 * The model that another tool's client means: by our name for it, in any case, with a folder before it, a file's ending or A1111's
 * short hash behind it ("photos/Dreamshaper.safetensors [879db523c3]").
 */
export function modelByName<Model extends { name: string }>(
  models: readonly Model[],
  name: string,
): Model | undefined {
  const exact = models.find((model) => model.name === name)
  if (exact !== undefined) return exact
  const meant = bare(name)
  return meant === '' ? undefined : models.find((model) => bare(model.name) === meant)
}

function bare(name: string): string {
  const withoutHash = name.trim().replace(/\s*\[[0-9a-f]+\]$/i, '')
  const file = withoutHash.slice(Math.max(withoutHash.lastIndexOf('/'), withoutHash.lastIndexOf('\\')) + 1)
  return file.replace(/\.(?:safetensors|ckpt)$/i, '').toLowerCase()
}
