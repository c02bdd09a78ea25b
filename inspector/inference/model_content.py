"""What a model file holds, read once: one whole ONNX file in memory, its card, and what it is called by.

    MODEL.onnx (+ files with weights that it names) (+ MODEL.card.json)  ->  ModelContent

From here on no file is read again: what is made from these bytes can neither change nor break when the disk does. A
model is these bytes, so its sha256 is theirs: the same graph with other weights, or with another card beside it, is
another model, and one that was in several files is the same as the one file that it makes. Nothing is run here.

The card in the file is the model's. One that lies beside it as well may be what somebody has changed since, so where
they differ in more than what is for people alone, neither is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from inspector.core.files import sha256_of
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import CARD_KEY, FOR_PEOPLE, MAX_CARD_BYTES, ModelCard
from inspector.core.untrusted import file_inside, read_bounded
from inspector.inference.onnx_wire import OnnxCutShort, metadata_of, with_metadata, with_weights
from inspector.inference.other_files import what_else

MAX_BYTES = 2**31 - 1  # of an ONNX file with its weights, by its format


@dataclass(frozen=True, slots=True, eq=False)
class ModelContent:
    path: Path
    onnx: bytes  # one whole file: its card and all its weights are in it
    sha256: str  # of ``onnx``
    card: ModelCard
    others: tuple[str, ...] = ()  # names of the files beside it that went into it
    passed_over: tuple[str, ...] = ()  # entries for people, of a card beside it that says something else in them


def card_beside(path: Path) -> Path:
    """Where a file without a card may have one: MODEL.onnx -> MODEL.card.json."""
    return path.with_suffix(".card.json")


def read_content(path: Path) -> ModelContent:
    """Raises ModelError with what is wrong."""
    onnx = _read(path)
    card_text = _card_text(path, onnx)
    onnx, others = _with_weights(path, onnx)
    passed_over: tuple[str, ...] = ()
    if card_text is None:
        card_text = _card_text_beside(path)
        others = (*others, card_beside(path).name)
        onnx = with_metadata(onnx, CARD_KEY, card_text)
        card = _card(path, card_text)
    else:
        card = _card(path, card_text)
        passed_over = _passed_over(path, card)
    return ModelContent(path, onnx, sha256_of(onnx), card, others, passed_over)


def _passed_over(path: Path, card: ModelCard) -> tuple[str, ...]:
    """Raises ModelError where a card beside the file says something else that matters, or cannot be read."""
    beside = card_beside(path)
    if not beside.exists():
        return ()
    try:
        unlike = card.unlike(_card(path, _card_text_beside(path)))
    except ModelError as error:
        detail = f"“{beside.name}” beside it: {error.message.params['detail']}"
        raise ModelError(message(Code.MODEL_CARD_BROKEN, path=str(path), detail=detail)) from error
    if set(unlike) <= FOR_PEOPLE:
        return unlike
    raise ModelError(message(Code.MODEL_TWO_CARDS, path=str(path), beside=str(beside), detail=", ".join(unlike)))


def content_of_one_file(path: Path, onnx: bytes) -> ModelContent:
    """Of bytes that ``read_content`` has put together. Raises ModelError."""
    card_text = _card_text(path, onnx)
    if card_text is None:
        raise ModelError(message(Code.MODEL_NO_CARD, path=str(path)))
    return ModelContent(path, onnx, sha256_of(onnx), _card(path, card_text))


def _card_text(path: Path, onnx: bytes) -> str | None:
    """The card in the file; None where it has none."""
    if what := what_else(onnx):
        raise ModelError(message(Code.MODEL_NOT_ONNX, path=str(path), detail=what))
    try:
        return metadata_of(onnx).get(CARD_KEY)
    except OnnxCutShort as error:
        raise ModelError(message(Code.MODEL_NOT_ONNX, path=str(path), detail=str(error))) from error
    except ValueError as error:
        raise ModelError(message(Code.MODEL_CARD_BROKEN, path=str(path), detail=str(error))) from error


def _card_text_beside(path: Path) -> str:
    try:
        return read_bounded(card_beside(path), MAX_CARD_BYTES).decode()
    except FileNotFoundError as error:
        raise ModelError(message(Code.MODEL_NO_CARD, path=str(path))) from error
    except (OSError, ValueError) as error:
        raise ModelError(message(Code.MODEL_CARD_BROKEN, path=str(path), detail=str(error))) from error


def _card(path: Path, text: str) -> ModelCard:
    try:
        if len(text) > MAX_CARD_BYTES:
            raise ValueError(f"it is longer than {MAX_CARD_BYTES} characters")
        return ModelCard.from_json(text)
    except ValueError as error:
        raise ModelError(message(Code.MODEL_CARD_BROKEN, path=str(path), detail=str(error))) from error


def _with_weights(path: Path, onnx: bytes) -> tuple[bytes, tuple[str, ...]]:
    """One file's bytes, and the names of the others whose weights went into it."""
    names: list[str] = []
    n_left = MAX_BYTES - len(onnx)

    def read(name: str) -> bytes:
        nonlocal n_left
        names.append(name)
        content = read_bounded(file_inside(path.parent, name), n_left)
        n_left -= len(content)
        return content

    try:
        whole = with_weights(onnx, read)
        if len(whole) > MAX_BYTES:
            raise ValueError(f"with its weights it is larger than {MAX_BYTES / 1e6:g} MB")
        return whole, tuple(names)
    except OnnxCutShort as error:
        raise ModelError(message(Code.MODEL_NOT_ONNX, path=str(path), detail=str(error))) from error
    except OSError as error:
        detail = f"“{names[-1]}”: {error.strerror or error}"
        raise ModelError(message(Code.MODEL_WEIGHTS, path=str(path), detail=detail)) from error
    except ValueError as error:
        raise ModelError(message(Code.MODEL_WEIGHTS, path=str(path), detail=str(error))) from error


def read_bare(path: Path) -> bytes:
    """One whole ONNX file of a network that needs no card. Raises ModelError."""
    onnx = _read(path)
    if what := what_else(onnx):
        raise ModelError(message(Code.MODEL_NOT_ONNX, path=str(path), detail=what))
    whole, _ = _with_weights(path, onnx)
    return whole


def _read(path: Path) -> bytes:
    try:
        return read_bounded(path, MAX_BYTES)
    except OSError as error:
        code = Code.MODEL_MISSING if isinstance(error, FileNotFoundError) else Code.MODEL_NOT_ONNX
        raise ModelError(message(code, path=str(path), detail=error.strerror or "")) from error
    except ValueError as error:
        raise ModelError(message(Code.MODEL_NOT_ONNX, path=str(path), detail=str(error))) from error
