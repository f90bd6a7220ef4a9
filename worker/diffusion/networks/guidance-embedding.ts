/**
 * The guidance scale as a vector, for a UNet that was distilled with its guidance inside (LCM; diffusers
 * `get_guidance_scale_embedding`): sines and cosines of `1000 · (scale − 1)` at falling frequencies.
 */
export function guidanceEmbedding(scale: number, width: number): Float32Array {
  const half = Math.floor(width / 2)
  const embedding = new Float32Array(width)
  for (let i = 0; i < half; i++) {
    const angle =
      Math.fround((scale - 1) * 1000) * Math.fround(Math.exp((-Math.log(10_000) / (half - 1)) * i))
    embedding[i] = Math.sin(angle)
    embedding[half + i] = Math.cos(angle)
  }
  return embedding
}
