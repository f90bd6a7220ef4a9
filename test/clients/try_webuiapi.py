# /// script
# requires-python = ">=3.10"
# dependencies = ["webuiapi==0.9.17"]
# ///
"""Paints with PyPI's `webuiapi`, as its users do, against a running installation.

    uv run test/clients/try_webuiapi.py http://127.0.0.1:3000 dw_…
"""

import base64
import sys
import threading
import time
from urllib.parse import urlparse

import webuiapi

address, key = urlparse(sys.argv[1]), sys.argv[2]
api = webuiapi.WebUIApi(
    host=address.hostname, port=address.port, use_https=address.scheme == "https", username="anybody", password=key
)
prompt = "a red dragon above snowy mountains"


def check(what: str, holds: bool, seen: object = "") -> None:
    print(("ok    " if holds else "WRONG ") + what, seen if not holds else "")
    if not holds:
        sys.exit(1)


models = api.util_get_model_names()
check("models", api.util_get_current_model() in models, models)
check("samplers", "DPM++ 2M" in api.util_get_sampler_names())
check("schedulers", "karras" in api.util_get_scheduler_names())
check("embeddings", "loaded" in api.get_embeddings())
for name in "loras upscalers latent_upscale_modes hypernetworks face_restorers realesrgan_models prompt_styles memory cmd_flags".split():
    check(name, getattr(api, f"get_{name}")() is not None)
api.util_set_model(models[0])
check("the chosen model", api.util_get_current_model() == models[0])
api.refresh_checkpoints()

picture = api.txt2img(prompt=prompt, negative_prompt="fog", seed=42, steps=4, width=128, height=128, cfg_scale=4)
check("txt2img", picture.image.size == (128, 128), picture.image.size)
check("info", picture.info["all_seeds"] == [42] and "Seed: 42" in picture.info["infotexts"][0], picture.info)
check("parameters", picture.parameters["steps"] == 4, picture.parameters)

several = api.txt2img(prompt=prompt, seed=1, steps=1, width=64, height=64, batch_size=2, n_iter=2)
check("batches", len(several.images) == 4 and several.info["all_seeds"] == [1, 2, 3, 4], several.info)

larger = api.txt2img(
    prompt=prompt, seed=42, steps=4, width=128, height=128, enable_hr=True, hr_scale=2, denoising_strength=0.5,
    hr_upscaler=webuiapi.HiResUpscaler.Latent,
)
check("enable_hr", larger.image.size == (256, 256), larger.image.size)

again = api.img2img(images=[picture.image], prompt=prompt, steps=4, width=128, height=128, denoising_strength=0.5)
check("img2img", again.image.size == (128, 128))
mask = picture.image.convert("L").point(lambda value: 255 if value > 127 else 0)
masked = api.img2img(
    images=[picture.image], mask_image=mask, inpainting_fill=1, prompt=prompt, steps=4, width=128, height=128
)
check("inpainting", masked.image.size == (128, 128))

enlarged = api.extra_single_image(image=picture.image, upscaler_1=webuiapi.Upscaler.Lanczos, upscaling_resize=1.5)
check("extra_single_image", enlarged.image.size == (192, 192), enlarged.image.size)
batch = api.extra_batch_images(images=[picture.image, again.image], upscaler_1="None", upscaling_resize=2)
check("extra_batch_images", [image.size for image in batch.images] == [(256, 256)] * 2)

# webuiapi hands `items` and `parameters` of png-info over as they came.
told = api.png_info(picture.image)
check("png_info", "Seed: 42" in told.info, told.info)

results = []
slow = threading.Thread(
    target=lambda: results.append(
        base64.b64encode(api.txt2img(prompt=prompt, steps=150, width=128, height=128, batch_size=4).json["info"].encode())
    )
)
slow.start()
while api.get_progress()["state"]["job_count"] == 0:
    time.sleep(0.05)
api.interrupt()
slow.join()
check("interrupt", b"interrupted" in base64.b64decode(results[0]))
api.util_wait_for_ready(0.1)
print("webuiapi works with this installation")
