"""The parts of `export_onnx.py`: reading a model, tracing its parts, storing the weights, proving the result."""
