"""The header of a .safetensors file, read without torch: https://github.com/huggingface/safetensors#format."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

from export.error import ExportError

# Larger headers are refused by the safetensors library as well.
MOST_BYTES = 100_000_000
PICKLES = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


@dataclass
class Header:
    """Shapes by key, in the order of the file, and what `__metadata__` says."""

    shapes: dict[str, list[int]]
    metadata: dict[str, str]


def read(path: Path) -> Header:
    """Raises ExportError for what is no whole .safetensors file."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
            if start.startswith(PICKLES):
                raise ExportError(
                    f"{path.name} is a pickle under another name, which can run code when it is opened: get its .safetensors version"
                )
            length = struct.unpack("<Q", start)[0] if len(start) == 8 else MOST_BYTES + 1
            text = file.read(length) if length <= MOST_BYTES else b""
        size = path.stat().st_size
    except OSError as error:
        raise ExportError(f"{path} can't be read: {error.strerror}") from None
    if length > MOST_BYTES:
        raise ExportError(f"{path.name} is no .safetensors file: download it again")
    if len(text) < length:
        raise ExportError(f"{path.name} is cut off: download it again")
    try:
        entries = json.loads(text)
        metadata = {str(key): str(value) for key, value in (entries.pop("__metadata__", None) or {}).items()}
        shapes = {key: [int(side) for side in entry["shape"]] for key, entry in entries.items()}
        end = max((int(entry["data_offsets"][1]) for entry in entries.values()), default=0)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise ExportError(f"{path.name} is no .safetensors file, or damaged: download it again") from None
    if size < 8 + length + end:
        raise ExportError(f"{path.name} is cut off: it has {size} bytes of {8 + length + end}; download it again")
    return Header(shapes, metadata)
