"""Opening a model file: its card, its shape, a first run. All that can be wrong is found here, not mid-shift.

read_content  ►  try_first: unknown models, in a process of their own  ►  check_content  ►  choose_backend
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import MAX_TILE_PX, ModelCard
from inspector.inference.backend import Backend, BackendChoice, Provider, Tiles
from inspector.inference.choosing import choose_backend, trial_tiles
from inspector.inference.first_try import try_first
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_content import ModelContent, read_content
from inspector.inference.onnx_runtime import ORT_ERRORS, CheckedFile, OnnxRuntimeBackend, cpu_session
from inspector.inference.opening import Opening


def open_model(
    path: Path, wanted: Provider | BackendChoice = Provider.AUTO, opening: Opening | None = None
) -> LoadedModel:
    """Open, check and warm up a model. Raises ModelError with what is wrong; nothing else is touched."""
    choice = wanted if isinstance(wanted, BackendChoice) else BackendChoice(wanted)
    file = check_file(path, opening)
    backend = choose_backend(file, choice)
    if backend.provider.used is not Provider.CPU:  # there it has run already
        _warm_up(file, backend)
    return LoadedModel(path, file.sha256, file.card, backend, file.fixed_tile)


def check_file(path: Path, opening: Opening | None = None) -> CheckedFile:
    """Read a file, try it first where it is unknown, open it on the CPU, check its shape and run it once.

    Raises ModelError.
    """
    content = read_content(path)
    try_first(content, opening)
    return check_content(content)


def check_content(content: ModelContent) -> CheckedFile:
    """Open it on the CPU, check its shape and run it once, in this process. Raises ModelError."""
    session = _opened(content)
    file = CheckedFile(content, _check_shape(content, session), session)
    _warm_up(file, OnnxRuntimeBackend.on_cpu(file))
    return file


def try_content(content: ModelContent) -> None:
    """The same with a tile of the card's size, whose scores must be numbers. Raises ModelError."""
    file = check_content(content)
    backend = OnnxRuntimeBackend.on_cpu(file)
    scores = _run(file, backend, trial_tiles(file.card, file.trial_tile))
    if not np.isfinite(scores).all():
        detail = "it gave values that are no numbers"
        raise ModelError(message(Code.MODEL_FAILED, path=str(file.path), detail=detail))


def _opened(content: ModelContent) -> onnxruntime.InferenceSession:
    try:
        return cpu_session(content.onnx)
    except MemoryError as error:
        raise ModelError(message(Code.MODEL_OUT_OF_MEMORY, path=str(content.path), detail="")) from error
    except ORT_ERRORS as error:
        text = str(error)
        is_opset = "opset" in text.lower() or "ir version" in text.lower()
        code = Code.MODEL_OPSET_TOO_NEW if is_opset else Code.MODEL_NOT_ONNX
        if "bad_alloc" in text:
            code = Code.MODEL_OUT_OF_MEMORY
        raise ModelError(message(code, path=str(content.path), detail=_first_line(text))) from error


def _check_shape(content: ModelContent, session: onnxruntime.InferenceSession) -> tuple[int, int] | None:
    card: ModelCard = content.card

    def refuse(detail: str) -> ModelError:
        return ModelError(message(Code.MODEL_WRONG_RANK, path=str(content.path), detail=detail))

    try:
        inputs, outputs = session.get_inputs(), session.get_outputs()
        if len(inputs) != 1 or len(outputs) != 1:
            raise refuse(f"it has {len(inputs)} inputs and {len(outputs)} outputs, one of each is possible")
        taken, given = list(inputs[0].shape), list(outputs[0].shape)
        types = inputs[0].type, outputs[0].type
        names = inputs[0].name, outputs[0].name
    except ORT_ERRORS as error:  # names that are no UTF-8, say
        raise refuse(_first_line(str(error))) from error
    if not all(names):
        raise refuse("its input or its output has no name")
    if len(taken) != 4 or len(given) != 4:
        raise refuse(f"its input has {len(taken)} dimensions and its output {len(given)}; 4 are needed")
    if types != ("tensor(float)", "tensor(float)"):
        raise refuse(f"it takes {types[0]} and gives {types[1]}; 32-bit floats are needed")
    if isinstance(taken[0], int) and taken[0] != 1:
        raise refuse(f"it takes {taken[0]} tiles at once; any number or one is needed")
    if isinstance(taken[1], int) and taken[1] != card.input_channels:
        raise refuse(f"it takes {taken[1]} channels, its card says {card.input_channels}")
    if isinstance(given[1], int) and given[1] != card.n_classes:
        raise refuse(f"it gives {given[1]} classes, its card names {card.n_classes}")
    if isinstance(taken[2], int) and isinstance(taken[3], int):
        if not 1 <= min(taken[2], taken[3]) <= max(taken[2], taken[3]) <= MAX_TILE_PX:
            raise refuse(f"it takes tiles of {taken[2]} x {taken[3]}; 1 to {MAX_TILE_PX} are possible")
        return taken[2], taken[3]
    return None


def _warm_up(file: CheckedFile, backend: Backend) -> None:
    """One run on an empty tile: later frames need not wait for it, and a wrong output shows now."""
    _run(file, backend, np.zeros((1, file.card.input_channels, *file.smallest_tile), np.float32))


def _run(file: CheckedFile, backend: Backend, tiles: Tiles) -> Tiles:
    """One tile. Raises ModelError where it fails or the output is of another shape."""
    height, width = tiles.shape[2:]
    scores = backend.run(tiles)
    if scores.shape != (1, file.card.n_classes, height, width):
        detail = f"a tile of {height} x {width} gives an output of {scores.shape}"
        raise ModelError(message(Code.MODEL_WRONG_RANK, path=str(file.path), detail=detail))
    return scores


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0][-300:] if text.strip() else ""
