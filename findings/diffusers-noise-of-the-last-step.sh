#!/usr/bin/env bash
# versions:  diffusers 0.42.1, torch 2.15.0, Python 3.11, Linux x64
# guess:     A scheduler draws noise where it adds some. To the last step none is added, so none is drawn, and a generator that paints one picture
#            after the other gives the second one the same numbers with every such scheduler.
# behaviour: Euler ancestral and DPM++ 2M SDE draw at the last step as well and multiply by 0; DDPM does not draw there. The next picture of the
#            same generator hangs on which scheduler painted the one before.
# seen:      EulerAncestralDiscreteScheduler: True True True True
#            DPMSolverMultistepScheduler: True True True True
#            DDPMScheduler: True True True False
# here:      worker/diffusion/schedulers/ draws as they do; each picture has a generator of its own
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet diffusers==0.42.1 torch==2.15.0 numpy
cat >run.py <<'PY'
import sys
import torch
from diffusers import DDPMScheduler, DPMSolverMultistepScheduler, EulerAncestralDiscreteScheduler

sd = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
schedulers = [
    EulerAncestralDiscreteScheduler(**sd),
    DPMSolverMultistepScheduler(**sd, algorithm_type="sde-dpmsolver++"),
    DDPMScheduler(**sd),
]
seen = []
for scheduler in schedulers:
    scheduler.set_timesteps(4)
    generator = torch.Generator().manual_seed(1)
    sample = torch.ones(1, 4, 2, 2)
    drew = []
    for timestep in scheduler.timesteps:
        before = generator.get_state().clone()
        scheduler.scale_model_input(sample, timestep)
        sample = scheduler.step(torch.zeros_like(sample), timestep, sample, generator=generator).prev_sample
        drew.append(not torch.equal(before, generator.get_state()))
    print(f"{type(scheduler).__name__}: {' '.join(map(str, drew))}")
    seen.append(drew)
sys.exit(0 if seen == [[True] * 4, [True] * 4, [True, True, True, False]] else 1)
PY
venv/bin/python run.py 2>/dev/null
