#!/usr/bin/env bash
# versions:  onnxruntime 1.30.0 (PyPI), onnx 1.20.0, numpy 2.3.5, Python 3.11, Linux x64
# guess:     Weights in float16 behind a Cast are turned into float32 while a graph is opened, one after the other: opening it takes hardly more
#            memory than opening the same graph over float32 weights.
# behaviour: All Casts are folded first, then all convolutions are laid out anew for the processor (NCHWc), and only then are the folded weights
#            given back. So for a moment it takes the room of all float32 weights more.
# seen:      float32 weights: 1.98 times their size; float16 ones behind a Cast: 3.31 times
# here:      worker/diffusion/session/pieced-session.ts opens a UNet in pieces, the largest first
set -euo pipefail
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "Seen on Linux x64."; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check onnxruntime==1.30.0 onnx==1.20.0 numpy==2.3.5
cat >open.py <<'PY'
import sys, onnxruntime
options = onnxruntime.SessionOptions()
options.enable_mem_pattern = False
print('begin', flush=True)
session = onnxruntime.InferenceSession(sys.argv[1], options, providers=['CPUExecutionProvider'])
print('open', flush=True)
PY
cat >run.py <<'PY'
import re, subprocess, sys, threading, time
import numpy as np, onnx
from onnx import TensorProto, helper

channels, layers = 512, 40
count = channels * channels * 9

def build(name, numpy_type, onnx_type):
    nodes, weights, value = [], [], 'x'
    with open(f'{name}.bin', 'wb') as file:
        for layer in range(layers):
            weight = TensorProto(name=f'w{layer}', data_type=onnx_type, dims=[channels, channels, 3, 3])
            weight.data_location = TensorProto.EXTERNAL
            length = count * np.dtype(numpy_type).itemsize
            for key, text in (('location', f'{name}.bin'), ('offset', str(file.tell())), ('length', str(length))):
                entry = weight.external_data.add(); entry.key, entry.value = key, text
            file.write(np.full(count, 0.001, numpy_type).tobytes())
            weights.append(weight)
            kernel = f'w{layer}'
            if onnx_type == TensorProto.FLOAT16:
                nodes.append(helper.make_node('Cast', [kernel], [f'c{layer}'], to=TensorProto.FLOAT))
                kernel = f'c{layer}'
            nodes.append(helper.make_node('Conv', [value, kernel], [f'y{layer}'], kernel_shape=[3, 3], pads=[1, 1, 1, 1]))
            value = f'y{layer}'
    shape = [1, channels, 'h', 'w']
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info('x', TensorProto.FLOAT, shape)],
                              [helper.make_tensor_value_info(value, TensorProto.FLOAT, shape)], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 17)])
    model.ir_version = 8
    onnx.save(model, f'{name}.onnx')

def peak(name):
    """Of the private memory that opening takes, in MB."""
    child = subprocess.Popen([sys.executable, 'open.py', f'{name}.onnx'], stdout=subprocess.PIPE, text=True)
    private = lambda: int(re.search(r'RssAnon:\s+(\d+)', open(f'/proc/{child.pid}/status').read())[1]) / 1000
    child.stdout.readline()
    before, most = private(), [0]
    done = threading.Event()
    def watch():
        while not done.is_set():
            try: most[0] = max(most[0], private())
            except (OSError, TypeError): break
            time.sleep(0.002)
    thread = threading.Thread(target=watch); thread.start()
    child.stdout.readline()
    done.set(); thread.join(); child.wait()
    return most[0] - before

build('float32', np.float32, TensorProto.FLOAT)
build('float16', np.float16, TensorProto.FLOAT16)
size = layers * count * 4 / 1e6
once, twice = peak('float32') / size, peak('float16') / size
print(f'float32 weights: {once:.2f} times their size; float16 ones behind a Cast: {twice:.2f} times')
sys.exit(0 if twice - once > 0.8 else 1)
PY
venv/bin/python run.py
