#!/usr/bin/env bash
# Everything in eight minutes, on a machine that has an NVIDIA driver and a Python with torch: bash run.sh [--dry-run] [PARTS]
# PARTS is the folder of the parts that pack.ts has made (default: the one this script lies in). Results go to results.jsonl and
# table.md in $OUT, or in PARTS. --dry-run: a tiny model, on the CPU.
set -uo pipefail
dry=
[ "${1:-}" = --dry-run ] && { dry=1; shift; }
parts=$(cd "${1:-$(dirname "$0")}" && pwd)
out=${OUT:-$parts}
work=${WORK:-$parts/work}
seconds=480
deadline=$((SECONDS + seconds))
python=${PYTHON:-python3}
mkdir -p "$work" "$out"
results=$out/results.jsonl
: >"$results"

(cd "$parts" && sha256sum --quiet --check SHA256SUMS) || { echo "A part is missing or damaged: carry it again."; exit 1; }
[ -x "$work/app/node" ] || { mkdir -p "$work/app" && cat "$parts"/part-* | tar -xz -C "$work/app"; } || exit 1
app=$work/app
measure="$app/node $app/worker/diffusion/measure/measure.js"
# torch brings CUDA's libraries: those that the pack lacks are found there.
torch_libraries=$($python -c 'import glob, os, torch; print(":".join(glob.glob(os.path.join(os.path.dirname(os.path.dirname(torch.__file__)), "nvidia/*/lib"))))')
export LD_LIBRARY_PATH="$app/.gpu:${LD_LIBRARY_PATH:-}:$torch_libraries"

# One measurement, for at most so many seconds and to the deadline; what it prints is kept, whatever becomes of it.
run() {
  local most=$1 left=$((deadline - SECONDS))
  shift
  [ "$left" -gt 5 ] || { echo "{\"what\": \"failed\", \"name\": \"$*\", \"reason\": \"the time was up\"}" >>"$results"; return; }
  echo "$((seconds - left)) s: $*" >&2
  timeout --kill-after=5 "$((most < left ? most : left))" "$@" >>"$results" 2>>"$out/errors.log" ||
    echo "{\"what\": \"failed\", \"name\": \"${*:2:5}\", \"reason\": \"exit status $?: see errors.log\"}" >>"$results"
}

gpu=$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null | head -1)
echo "{\"what\": \"machine\", \"gpu\": \"${gpu%%,*}\", \"driver\": \"${gpu##*, }\", \"torch\": \"$($python -c 'import torch; print(torch.__version__)')\"}" >>"$results"

if [ -n "$dry" ]; then
  run 300 "$python" "$app/sd15.py" make "$work/model" --small --device cpu
  run 60 $measure folder "$work/model"
  run 60 $measure parity "$work/model" cpu
  run 60 $measure speed "$work/model" cpu half 1,2 3 8
  run 60 $measure speed "$work/model" cpu dragon-mini 1,2 20 8
  run 60 $measure parity "$work/model" cuda
  run 200 "$python" "$app/sd15.py" measure "$work/model" --device cpu --batches 1,2 --seconds 0.5
  run 200 "$python" "$app/sd15.py" measure "$work/model" --device cpu --batches 1 --seconds 0.5 --compiled
else
  run 120 "$python" "$app/sd15.py" make "$work/model" --device cuda
  run 60 $measure folder "$work/model"
  run 60 $measure parity "$work/model" cuda
  run 100 $measure speed "$work/model" cuda half 1,4,8,16 30 64
  run 60 $measure parity "$work/model" webgpu
  run 40 "$python" "$app/sd15.py" measure "$work/model" --device cuda
  run 100 $measure speed "$work/model" webgpu half 1,4,16 10 64
  run 40 $measure speed "$work/model" cuda dragon-mini 1,16 20 32
  run 150 "$python" "$app/sd15.py" measure "$work/model" --device cuda --batches 1,16 --compiled
fi
$measure table "$results" | tee "$out/table.md"
