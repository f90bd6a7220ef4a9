import type { Img2imgBody, Txt2imgBody } from './generation-body.ts'

/** One note for each field of a request that has no effect here. A field with its usual value gets no note. */
export function notesOnIgnored(body: Txt2imgBody | Img2imgBody): string[] {
  const scripts = Object.entries(body.alwayson_scripts ?? {})
    .filter(([, script]) => isOn(script))
    .map(([name]) => name)
  const vae = body.override_settings?.sd_vae
  const notes: [ignored: boolean, note: string][] = [
    [(body.styles ?? []).length > 0, 'styles are ignored: there are none here'],
    [body.restore_faces === true, 'restore_faces is ignored'],
    [body.tiling === true, 'tiling is ignored'],
    [filled(body.script_name), `script ${body.script_name ?? ''} is not run: there are no scripts here`],
    [scripts.length > 0, `scripts are not run: ${scripts.join(', ')}`],
    [filled(body.refiner_checkpoint), 'refiner_checkpoint is ignored'],
    [(body.s_churn ?? 0) > 0, 's_churn is ignored'],
    [(body.s_noise ?? 1) !== 1, 's_noise is ignored'],
    [
      filled(vae) && !/^(automatic|none)$/i.test(vae),
      `sd_vae ${vae ?? ''} is ignored: the VAE is the operator's choice (MODEL_VAE)`,
    ],
  ]
  return notes.flatMap(([ignored, note]) => (ignored ? [note] : []))
}

/** An extension's arguments stand there also when it is off: `{"args": [false]}`, `{"args": []}`, a ControlNet unit with `enabled: false`. */
function isOn(script: unknown): boolean {
  const args: unknown =
    typeof script === 'object' && script !== null && 'args' in script ? script.args : undefined
  const listed: readonly unknown[] = Array.isArray(args)
    ? args
    : typeof args === 'object' && args !== null
      ? Object.values(args)
      : []
  const [first] = listed
  if (listed.length === 0 || first === false) return false
  return !listed.every(
    (one) => typeof one === 'object' && one !== null && 'enabled' in one && one.enabled === false,
  )
}

function filled(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text !== 'None'
}
