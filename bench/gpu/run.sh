#!/usr/bin/env bash
# Everything in eight minutes after unpacking, on a machine that has an NVIDIA driver and a Python with torch: bash run.sh [--dry-run] [PARTS]
# PARTS is the folder of the parts that pack.ts has made (default: the one this script lies in). Results go to results.jsonl and
# table.md in $OUT, or in PARTS. --dry-run: a tiny model, on the CPU.
set -uo pipefail
dry=
[ "${1:-}" = --dry-run ] && { dry=1; shift; }
parts=$(cd "${1:-$(dirname "$0")}" && pwd)
out=${OUT:-$parts}
work=${WORK:-$parts/work}
seconds=480
# A dry run may be on a busy machine, where torch's threads would wait for each other.
[ -n "$dry" ] && seconds=1200 && export OMP_NUM_THREADS=1
python=${PYTHON:-python3}
mkdir -p "$work" "$out"
results=$out/results.jsonl
: >"$results"

(cd "$parts" && sha256sum --quiet --check SHA256SUMS) || { echo "A part is missing or damaged: carry it again."; exit 1; }
[ -x "$work/app/node" ] || { mkdir -p "$work/app" && cat "$parts"/part-* | tar -xz -C "$work/app"; } || exit 1
# Unpacking is not counted: it hangs on the disk alone.
started=$SECONDS
deadline=$((started + seconds))
app=$work/app
measure="$app/node $app/worker/diffusion/measure/measure.js"
# torch brings CUDA's libraries: those that the pack lacks are found there.
torch_libraries=$($python -c 'import glob, os, torch; print(":".join(glob.glob(os.path.join(os.path.dirname(os.path.dirname(torch.__file__)), "nvidia/*/lib"))))')
export LD_LIBRARY_PATH="$app/.gpu:${LD_LIBRARY_PATH:-}:$torch_libraries"

# One measurement, which may take so many seconds, and what those before it have not used. What it prints is kept, whatever becomes of it.
bounds=()
commands=()
part() {
  bounds+=("$1")
  shift
  commands+=("$(printf '%q ' "$@")")
}
run() {
  local kept_for_others=0 bound left most command i
  for bound in "${bounds[@]}"; do kept_for_others=$((kept_for_others + bound)); done
  for i in "${!commands[@]}"; do
    kept_for_others=$((kept_for_others - bounds[i]))
    left=$((deadline - SECONDS))
    most=$((left - kept_for_others))
    # Late already: the first ones, which the others stand on, still have what is theirs.
    [ "$most" -lt "${bounds[i]}" ] && most=${bounds[i]}
    [ "$most" -gt "$left" ] && most=$left
    eval "command=(${commands[i]})"
    if [ "$most" -lt 5 ]; then
      echo "{\"what\": \"failed\", \"name\": \"${command[*]:2:5}\", \"reason\": \"the time was up\"}" >>"$results"
      continue
    fi
    echo "$((seconds - left)) s, at most $most s: ${command[*]:1}" >&2
    timeout --kill-after=5 "$most" "${command[@]}" >>"$results" 2>>"$out/errors.log"
    status=$?
    [ "$status" = 0 ] && continue
    reason="exit status $status: see errors.log"
    [ "$status" = 124 ] && reason="not through within $most s"
    echo "{\"what\": \"failed\", \"name\": \"${command[*]:2:5}\", \"reason\": \"$reason\"}" >>"$results"
  done
}

gpu=$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null | head -1)
echo "{\"what\": \"machine\", \"gpu\": \"${gpu%%,*}\", \"driver\": \"${gpu##*, }\", \"torch\": \"$($python -c 'import torch; print(torch.__version__)')\"}" >>"$results"

torch="$python $app/sd15.py"
# The bounds of a GPU's parts are 460 s together. Compiling takes torch a minute or more for each batch.
if [ -n "$dry" ]; then
  part 300 $torch make "$work/model" --small --device cpu
  part 20 $measure folder "$work/model"
  part 30 $measure parity "$work/model" cpu
  part 40 $measure speed "$work/model" cpu half 1,2 3 8
  part 40 $measure speed "$work/model" cpu dragon-mini 1,2 20 8
  part 20 $measure parity "$work/model" cuda
  part 20 $measure parity "$work/model" webgpu
  part 20 $measure speed "$work/model" webgpu half 1 3 8
  part 150 $torch measure "$work/model" --device cpu --batches 1,2 --seconds 0.5
  part 250 $torch measure "$work/model" --device cpu --batches 1 --seconds 0.5 --compiled
  part 250 $torch measure "$work/model" --device cpu --batches 2 --seconds 0.5 --compiled
else
  part 60 $torch make "$work/model" --device cuda
  part 15 $measure folder "$work/model"
  part 40 $measure parity "$work/model" cuda
  part 80 $measure speed "$work/model" cuda half 1,4,8,16 30 64
  part 25 $torch measure "$work/model" --device cuda
  part 40 $measure parity "$work/model" webgpu
  part 60 $measure speed "$work/model" webgpu half 1,4,16 10 64
  part 20 $measure speed "$work/model" cuda dragon-mini 1,16 20 32
  part 60 $torch measure "$work/model" --device cuda --batches 1 --compiled
  part 60 $torch measure "$work/model" --device cuda --batches 16 --compiled
fi
run
$measure table "$results" | tee "$out/table.md"
