"""Models that were tried on this PC and answered: they open at once. A small file in the user's cache.

A model is known by the sha256 of its content and by the version of the runtime that ran it: after an update of either
it is tried once more. A cache that is gone or broken costs a trial, and nothing else.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

import onnxruntime
import platformdirs
from pydantic import TypeAdapter

from inspector.core.files import write_whole
from inspector.core.typed_json import from_json
from inspector.core.untrusted import read_bounded
from inspector.inference.own_models import own_models

log = logging.getLogger("inspector.inference")

MAX_KNOWN = 1000  # the newest
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class _Known:
    runtime: str
    models: tuple[str, ...]  # sha256, the newest last


_SHAPE = TypeAdapter(_Known)


def cache_folder() -> Path:
    """Where what can be made again is kept: INSPECTOR_CACHE, else the platform's folder. It may not be there yet."""
    named = os.environ.get("INSPECTOR_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("inspector"))


def is_known(sha256: str) -> bool:
    """Tried before, or one that comes with the program."""
    return sha256 in _read() or any(sha256 == model.sha256 for model in own_models())


def remember(sha256: str) -> None:
    known = [one for one in _read() if one != sha256][1 - MAX_KNOWN :]
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        write_whole(_file(), _SHAPE.dump_json(_Known(onnxruntime.__version__, (*known, sha256))), is_synced=False)
    except OSError as error:
        log.info("that a model was tried is not kept: %s", error)


def _file() -> Path:
    return cache_folder() / "tried-models.json"


def _read() -> tuple[str, ...]:
    try:
        known = from_json(_SHAPE, read_bounded(_file(), MAX_BYTES))
    except (OSError, ValueError):
        return ()
    return known.models if known.runtime == onnxruntime.__version__ else ()
