/**
 * Classifier-free guidance (Ho & Salimans 2022): `uncond + scale · (text − uncond)`, written over `text`.
 */
export function guide(uncond: Float32Array, text: Float32Array, scale: number): void {
  for (let i = 0; i < text.length; i++) {
    const base = uncond[i] ?? 0
    text[i] = base + scale * ((text[i] ?? 0) - base)
  }
}
