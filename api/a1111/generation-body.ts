import { z } from 'zod'
import { laxBoolean, laxInteger, laxNumber, open } from '#api/http/lax.ts'

/** Settings for one request, under the names that `/sdapi/v1/options` has for them. */
const overrides = z.looseObject({
  sd_model_checkpoint: open(z.string()),
  sd_vae: open(z.string()),
  CLIP_stop_at_last_layers: open(laxInteger),
})

const common = {
  prompt: open(z.string()),
  negative_prompt: open(z.string()),
  styles: open(z.array(z.string())),
  seed: open(laxInteger),
  subseed: open(laxInteger),
  subseed_strength: open(laxNumber),
  sampler_name: open(z.string()),
  /** The older name of `sampler_name`. */
  sampler_index: open(z.string()),
  scheduler: open(z.string()),
  batch_size: open(laxInteger),
  n_iter: open(laxInteger),
  steps: open(laxInteger),
  eta: open(laxNumber),
  s_churn: open(laxNumber),
  s_noise: open(laxNumber),
  cfg_scale: open(laxNumber),
  width: open(laxInteger),
  height: open(laxInteger),
  denoising_strength: open(laxNumber),
  /** SD.Next's and KoboldCpp's name for `CLIP_stop_at_last_layers`. */
  clip_skip: open(laxInteger),
  restore_faces: open(laxBoolean),
  tiling: open(laxBoolean),
  override_settings: open(overrides),
  script_name: open(z.string()),
  alwayson_scripts: open(z.record(z.string(), z.unknown())),
  refiner_checkpoint: open(z.string()),
  send_images: open(laxBoolean),
  save_images: open(laxBoolean),
}

/**
 * The body of `POST /sdapi/v1/txt2img` (stable-diffusion-webui, `modules/api/models.py`): fields that change nothing here are let
 * through unread.
 */
export const txt2imgBody = z.object({
  ...common,
  enable_hr: open(laxBoolean),
  hr_scale: open(laxNumber),
  hr_upscaler: open(z.string()),
  hr_second_pass_steps: open(laxInteger),
  hr_resize_x: open(laxInteger),
  hr_resize_y: open(laxInteger),
  hr_checkpoint_name: open(z.string()),
  hr_sampler_name: open(z.string()),
  hr_scheduler: open(z.string()),
  hr_prompt: open(z.string()),
  hr_negative_prompt: open(z.string()),
})
export type Txt2imgBody = z.infer<typeof txt2imgBody>

/** The body of `POST /sdapi/v1/img2img`. Pictures are base64 or data URLs. */
export const img2imgBody = z.object({
  ...common,
  init_images: open(z.array(z.string())),
  resize_mode: open(laxInteger),
  /** White is painted. */
  mask: open(z.string()),
  mask_blur: open(laxNumber),
  inpainting_fill: open(laxInteger),
  inpaint_full_res: open(laxBoolean),
  /** 1: black is painted. A1111 has it as a number, clients send `true`, too. */
  inpainting_mask_invert: open(z.union([laxInteger, laxBoolean.transform(Number)])),
  include_init_images: open(laxBoolean),
})
export type Img2imgBody = z.infer<typeof img2imgBody>
