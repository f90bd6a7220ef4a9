#!/usr/bin/env bash
# versions:  lark 1.1.2 (the one that stable-diffusion-webui 1.10.1 and its forks pin), Python 3.11
# guess:     A grammar and a text give one tree. Where two readings are possible, Earley with `ambiguity="resolve"`, the default, has a rule
#            that decides.
# behaviour: Which of two readings wins is decided by Python's hash seed: the same program reads the same text either way, from one start
#            to the next. In 1.3.1 it is one reading for every seed. Web UIs with 1.1.2 paint `[dragon:castle:0.5]: night` as a schedule
#            or as plain words, by chance, whenever a bracket or colon stands behind a schedule at the top of a prompt.
# seen:      lark 1.1.2: 16 starts, [a:b]: c is read in 2 way(s) (group mark text;mark text mark text mark text)
#            lark 1.3.1: 16 starts, [a:b]: c is read in 1 way(s) (group mark text)
# here:      worker/diffusion/prompt/schedule-tree.ts takes the group wherever there is one
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
cat >read.py <<'PY'
from lark import Lark

parser = Lark(r"""
start: (group | mark | text)*
group: "[" text ":" text "]"
mark: /[\[\]:]/+
text: /[^\[\]:]+/
""")
print(*[child.data for child in parser.parse("[a:b]: c").children])
PY
ways() {
  venv/bin/pip install --quiet --disable-pip-version-check "lark==$1"
  for seed in $(seq 16); do PYTHONHASHSEED=$seed venv/bin/python read.py; done | sort -u >"$1.txt"
  echo "lark $1: 16 starts, [a:b]: c is read in $(wc -l <"$1.txt") way(s) ($(paste -sd ';' "$1.txt"))"
}
ways 1.1.2
ways 1.3.1
[ "$(wc -l <1.1.2.txt)" = 2 ] && [ "$(wc -l <1.3.1.txt)" = 1 ]
