"""Checkpoints of a run: tensors and plain values, of which the newest usable one is read; see ``checkpoint_files``."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from inspector.runs.checkpoint_files import Usable, read_checkpoint, read_newest, write_checkpoint


def save_checkpoint(path: Path, state: dict[str, Any]) -> None:
    """Tensors and plain values only, so that it loads without unpickling code; whole or not at all. Raises OSError."""
    content = io.BytesIO()
    torch.save(on_cpu(state), content)
    write_checkpoint(path, content.getbuffer())


def on_cpu(value: Any) -> Any:
    """The same with each tensor in it on the CPU: a checkpoint belongs to no device."""
    if isinstance(value, torch.Tensor):
        return value.detach().cpu()
    if isinstance(value, Mapping):
        return {name: on_cpu(inner) for name, inner in value.items()}
    return [on_cpu(inner) for inner in value] if isinstance(value, list | tuple) else value


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Raises OSError, or ValueError with what is wrong with it."""
    return _state_of(read_checkpoint(path))


def load_newest(path: Path, entries: tuple[str, ...] = ()) -> Usable[dict[str, Any]]:
    """This checkpoint, or the one before it; it has these ``entries``. Raises as ``read_newest`` does."""

    def state_of(content: bytes) -> dict[str, Any]:
        state = _state_of(content)
        if lacking := [name for name in entries if name not in state]:
            raise ValueError(f"it lacks {', '.join(lacking)}")
        return state

    return read_newest(path, state_of)


def _state_of(content: bytes) -> dict[str, Any]:
    try:
        state = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
    except MemoryError:
        raise
    # All others: PyTorch's reader raises whatever its steps happen to raise. Its advice, to read such a file without
    # the restriction to tensors, is not passed on.
    except Exception as error:
        raise ValueError("it holds something else than tensors and plain values") from error
    if not isinstance(state, dict):
        raise ValueError("it holds something else than the state of a training")
    return state
