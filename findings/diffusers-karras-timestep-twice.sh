#!/usr/bin/env bash
# versions:  diffusers 0.42.1, torch 2.15.0, Python 3.11, Linux x64
# guess:     The timesteps of a run are all different, so that a timestep says which step it is: programs look a step up by its timestep.
# behaviour: With Karras sigmas DPM++ 2M rounds its timesteps to integers, and from some 50 steps on two at the end are equal; Euler with the same
#            sigmas has fractions and none that are equal. PNDM has one twice at every number of steps, and one more than was asked for.
# seen:      DPM++ 2M Karras, 50 steps: 50 timesteps, 49 different, torch.int64
#            Euler Karras, 50 steps: 50 timesteps, 50 different, torch.float32
#            PNDM, 20 steps: 21 timesteps, 20 different, torch.int64
# here:      worker/diffusion/schedulers/ counts steps, and never looks one up by its timestep
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet diffusers==0.42.1 torch==2.15.0 numpy
cat >run.py <<'PY'
import sys
from diffusers import DPMSolverMultistepScheduler, EulerDiscreteScheduler, PNDMScheduler

sd = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
runs = [
    ("DPM++ 2M Karras", DPMSolverMultistepScheduler(**sd, use_karras_sigmas=True), 50),
    ("Euler Karras", EulerDiscreteScheduler(**sd, use_karras_sigmas=True), 50),
    ("PNDM", PNDMScheduler(**sd, skip_prk_steps=True, steps_offset=1), 20),
]
seen = []
for name, scheduler, steps in runs:
    scheduler.set_timesteps(steps)
    timesteps = scheduler.timesteps
    different = len(set(timesteps.tolist()))
    print(f"{name}, {steps} steps: {len(timesteps)} timesteps, {different} different, {timesteps.dtype}")
    seen.append((len(timesteps), different))
sys.exit(0 if seen == [(50, 49), (50, 50), (21, 20)] else 1)
PY
venv/bin/python run.py 2>/dev/null
