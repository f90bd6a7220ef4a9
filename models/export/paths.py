"""What can be said about source and target before torch is loaded."""

import shutil
from pathlib import Path

from export import checkpoint
from export.error import ExportError


def check_source(path: Path) -> None:
    if not path.exists():
        raise ExportError(f"{path} does not exist")
    if path.is_dir():
        if not (path / "model_index.json").exists():
            raise ExportError(f"{path}/model_index.json is missing: is this a diffusers folder?")
        if list(path.glob("unet/*.onnx")):
            raise ExportError(f"{path} is an ONNX model folder already")
    elif path.suffix.lower() in {".ckpt", ".pt", ".pth", ".bin"}:
        raise ExportError(
            f"{path.name} is a pickle, which can run code when it is opened: convert it to .safetensors first"
        )
    elif path.suffix.lower() != ".safetensors":
        raise ExportError(f"{path.name} is neither a diffusers folder nor a .safetensors file")
    else:
        checkpoint.read(path)


def check_tiny_vae(path: Path) -> None:
    if not (path / "config.json").exists():
        raise ExportError(f"{path}/config.json is missing: --tiny-vae names a diffusers folder of an AutoencoderTiny")
    if not list(path.glob("*.safetensors")):
        raise ExportError(f"{path} has no weights (.safetensors)")


def check_target(path: Path, overwrite: bool) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())) and not overwrite:
        raise ExportError(f"{path} is not an empty folder: name another one, or allow --overwrite")


def empty(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.mkdir(parents=True)
