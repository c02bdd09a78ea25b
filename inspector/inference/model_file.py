"""Opening a model file: its card, its shape, a first run. All that can be wrong is found here, not mid-shift."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime

from inspector.core.files import sha256_of
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import CARD_KEY, ModelCard
from inspector.inference.backend import Backend, BackendChoice, Provider
from inspector.inference.choosing import choose_backend
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.onnx_runtime import ORT_ERRORS, CheckedFile, OnnxRuntimeBackend, cpu_session, reading_session


def card_beside(path: Path) -> Path:
    """Where a file without a card may have one: MODEL.onnx -> MODEL.card.json."""
    return path.with_suffix(".card.json")


def open_model(path: Path, wanted: Provider | BackendChoice = Provider.AUTO) -> LoadedModel:
    """Open, check and warm up a model. Raises ModelError with what is wrong; nothing else is touched."""
    choice = wanted if isinstance(wanted, BackendChoice) else BackendChoice(wanted)
    file = check_file(path)
    backend = choose_backend(file, choice)
    if backend.provider.used is not Provider.CPU:  # there it has run already
        _warm_up(file, backend)
    return LoadedModel(path, file.sha256, file.card, backend, file.fixed_tile)


def check_file(path: Path) -> CheckedFile:
    """Open a file on the CPU, read its card, check its shape and run it once. Raises ModelError."""
    sha256, session = _opened(path, cpu_session)
    card = _read_card(path, session)
    file = CheckedFile(path, sha256, card, _check_shape(path, session, card), session)
    _warm_up(file, OnnxRuntimeBackend.on_cpu(file))
    return file


def read_card(path: Path) -> tuple[ModelCard, str]:
    """The card of a file, and its sha256, for lists: nothing is run. Raises ModelError."""
    sha256, session = _opened(path, reading_session)
    return _read_card(path, session), sha256


def _opened(
    path: Path, open_session: Callable[[Path], onnxruntime.InferenceSession]
) -> tuple[str, onnxruntime.InferenceSession]:
    try:
        sha256 = sha256_of(path.read_bytes())
    except OSError as error:
        code = Code.MODEL_MISSING if isinstance(error, FileNotFoundError) else Code.MODEL_NOT_ONNX
        raise ModelError(message(code, path=str(path), detail=error.strerror or "")) from error
    try:
        return sha256, open_session(path)
    except ORT_ERRORS as error:
        text = str(error).replace(str(path), "it")
        is_opset = "opset" in text.lower() or "ir version" in text.lower()
        code = Code.MODEL_OPSET_TOO_NEW if is_opset else Code.MODEL_NOT_ONNX
        raise ModelError(message(code, path=str(path), detail=_first_line(text))) from error


def _read_card(path: Path, session: onnxruntime.InferenceSession) -> ModelCard:
    text = session.get_modelmeta().custom_metadata_map.get(CARD_KEY)
    try:
        if text is None:
            text = card_beside(path).read_text(encoding="utf-8")
        return ModelCard.from_json(text)
    except FileNotFoundError as error:
        raise ModelError(message(Code.MODEL_NO_CARD, path=str(path))) from error
    except (OSError, ValueError) as error:
        raise ModelError(message(Code.MODEL_CARD_BROKEN, path=str(path), detail=str(error))) from error


def _check_shape(path: Path, session: onnxruntime.InferenceSession, card: ModelCard) -> tuple[int, int] | None:
    inputs, outputs = session.get_inputs(), session.get_outputs()

    def refuse(detail: str) -> ModelError:
        return ModelError(message(Code.MODEL_WRONG_RANK, path=str(path), detail=detail))

    if len(inputs) != 1 or len(outputs) != 1:
        raise refuse(f"it has {len(inputs)} inputs and {len(outputs)} outputs, one of each is possible")
    taken, given = inputs[0].shape, outputs[0].shape
    if len(taken) != 4 or len(given) != 4:
        raise refuse(f"its input has {len(taken)} dimensions and its output {len(given)}; 4 are needed")
    if inputs[0].type != "tensor(float)" or outputs[0].type != "tensor(float)":
        raise refuse(f"it takes {inputs[0].type} and gives {outputs[0].type}; 32-bit floats are needed")
    if isinstance(taken[0], int) and taken[0] != 1:
        raise refuse(f"it takes {taken[0]} tiles at once; any number or one is needed")
    if isinstance(taken[1], int) and taken[1] != card.input_channels:
        raise refuse(f"it takes {taken[1]} channels, its card says {card.input_channels}")
    if isinstance(given[1], int) and given[1] != card.n_classes:
        raise refuse(f"it gives {given[1]} classes, its card names {card.n_classes}")
    if isinstance(taken[2], int) and isinstance(taken[3], int):
        return taken[2], taken[3]
    return None


def _warm_up(file: CheckedFile, backend: Backend) -> None:
    """One run on an empty tile: later frames need not wait for it, and a wrong output shows now."""
    height, width = file.fixed_tile or (file.card.size_multiple, file.card.size_multiple)
    scores = backend.run(np.zeros((1, file.card.input_channels, height, width), np.float32))
    if scores.shape != (1, file.card.n_classes, height, width):
        detail = f"a tile of {height} x {width} gives an output of {scores.shape}"
        raise ModelError(message(Code.MODEL_WRONG_RANK, path=str(file.path), detail=detail))


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0][-300:] if text.strip() else ""
