"""Opening a model file: its card, its network, first answers. All that can be wrong is found here, not mid-shift.

read_content  ►  try_first: unknown models, in a process of their own  ►  check_content  ►  choose_backend

check_content: session  ►  read_contract: what goes in and comes out  ►  scores_fault: is it what the card says?  ►
goldens: does it answer as when it was exported?
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime

from inspector.core.golden import difference, tolerance
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import Golden
from inspector.inference.backend import Backend, BackendChoice, Provider, Tiles, Tuning
from inspector.inference.choosing import choose_backend, golden_tiles, trial_tiles, try_out
from inspector.inference.contract import NetworkArray
from inspector.inference.first_try import try_first
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_content import ModelContent, card_beside, read_content
from inspector.inference.onnx_runtime import (
    ORT_ERRORS,
    CheckedFile,
    OnnxRuntimeBackend,
    catching_failures,
    cpu_session,
)
from inspector.inference.opening import Opening
from inspector.inference.own_models import check_own
from inspector.inference.reading_contract import probe_tile, read_contract
from inspector.inference.runtime_words import is_too_new, missing_operation, plain_words
from inspector.inference.scores_check import GAINS, is_doubtful, scores_fault

log = logging.getLogger("inspector.inference")

_BY_CHANCE = (
    "shown the same picture twice, the network answers in two ways: it was exported as it is in training, with "
    "dropout; call eval() on it before it is exported"
)


def open_model(
    path: Path,
    wanted: Provider | BackendChoice = Provider.AUTO,
    opening: Opening | None = None,
    *,
    tries: bool = True,
) -> LoadedModel:
    """Open, check and warm up a model. Raises ModelError with what is wrong; nothing else is touched.

    Without ``tries`` nothing is timed now, see ``choosing.choose_backend``.
    """
    choice = wanted if isinstance(wanted, BackendChoice) else BackendChoice(wanted)
    file = check_file(path, opening)
    backend = choose_backend(file, choice, tries=tries)
    if backend.provider.used is not Provider.CPU:  # there it has run already
        _warm_up(file, backend)
    return LoadedModel(path, file.sha256, file.card, backend, file.fixed_tile, backend.provider.tuning)


def try_model(path: Path, gives_up: Callable[[], bool]) -> Tuning:
    """Find out how a model that was opened untried runs best here; the next opening follows it.

    Raises ModelError, and TrialGivenUp where ``gives_up`` says so.
    """
    return try_out(check_file(path), gives_up)


def check_file(path: Path, opening: Opening | None = None) -> CheckedFile:
    """Read a file, try it first where it is unknown, open it on the CPU, check its shape and run it once.

    Raises ModelError.
    """
    content = read_content(path)
    if content.passed_over:
        log.warning(
            "%s: the card in the file is taken; %s beside it says something else of %s",
            path, card_beside(path).name, ", ".join(content.passed_over),
        )  # fmt: skip
    try_first(content, opening)
    return check_content(content)


def check_content(content: ModelContent) -> CheckedFile:
    """Open it on the CPU, find out what it takes and gives, and let it answer: the smallest tile, a probe, the golden
    pictures of its card, or of the program's own models. In this process. Raises ModelError.
    """
    check_own(content)
    session = _opened(content)
    file = CheckedFile(content, read_contract(content, session), session)
    backend = OnnxRuntimeBackend.on_cpu(file)
    probe = probe_tile(file.card, file.contract)
    _check_certain(file, probe)
    _check_scores(file, probe)
    _warm_up(file, backend)
    for golden in file.goldens:
        _check_golden(file, backend, golden)
    return file


def try_content(content: ModelContent) -> None:
    """The same with a tile of the card's size. Raises ModelError."""
    file = check_content(content)
    _check_scores(file, trial_tiles(file.card, file.trial_tile))


def _opened(content: ModelContent) -> onnxruntime.InferenceSession:
    path = str(content.path)
    try:
        return cpu_session(content.onnx)
    except MemoryError as error:
        raise ModelError(message(Code.MODEL_OUT_OF_MEMORY, path=path, detail="")) from error
    except ORT_ERRORS as error:
        if operation := missing_operation(error):
            raise ModelError(message(Code.MODEL_OPERATION, path=path, name=operation)) from error
        code = Code.MODEL_OPSET_TOO_NEW if is_too_new(error) else Code.MODEL_NOT_ONNX
        if "bad_alloc" in str(error):
            code = Code.MODEL_OUT_OF_MEMORY
        raise ModelError(message(code, path=path, detail=plain_words(error))) from error


def _check_certain(file: CheckedFile, tiles: Tiles) -> None:
    """Raises ModelError where it answers the same tile in two ways, as with dropout that was left on."""
    if not np.array_equal(_given(file, tiles), _given(file, tiles), equal_nan=True):
        raise ModelError(message(Code.MODEL_CARD_CONTRADICTED, path=str(file.path), detail=_BY_CHANCE))


def _check_scores(file: CheckedFile, tiles: Tiles) -> None:
    """What the network itself gives for a tile, against its card; in a doubt also for what no camera sees. Raises
    ModelError."""
    path = str(file.path)
    given = [file.contract.planes(_given(file, tiles))]
    if not np.isfinite(given[0]).all():
        detail = "it gave values that are no numbers"
        raise ModelError(message(Code.MODEL_FAILED, path=path, detail=detail))
    if is_doubtful(given[0], file.contract, file.card):
        probe = probe_tile(file.card, file.contract)
        beyond = [file.contract.planes(_given(file, probe * np.float32(gain))) for gain in GAINS]
        given += [one for one in beyond if np.isfinite(one).all()]  # 16 bits may not reach so far
    if fault := scores_fault(given, file.contract, file.card):
        raise ModelError(message(Code.MODEL_CARD_CONTRADICTED, path=path, detail=fault))


def _given(file: CheckedFile, tiles: Tiles) -> NetworkArray:
    contract = file.contract
    with catching_failures(file.path):
        given: NetworkArray = file.session.run(
            [contract.output_name], {contract.input_name: contract.to_network(tiles)}
        )[0]
    return given


def _check_golden(file: CheckedFile, backend: Backend, golden: Golden) -> None:
    """Raises ModelError where another answer comes."""
    sides = golden.height, golden.width
    path = str(file.path)
    if file.fixed_tile not in (None, sides) or any(side % file.card.size_multiple for side in sides):
        height, width = sides
        detail = f"its card holds an answer for {height} x {width} px, which it does not take"
        raise ModelError(message(Code.MODEL_CARD_CONTRADICTED, path=path, detail=detail))
    found = difference(golden, backend.run(golden_tiles(file.card, golden))[0], file.card.output)
    limit = tolerance(file.card.output)
    if not found <= limit:  # NaN is not
        detail = f"a probability differs by {found:.2g} from the golden answer, {limit:g} are possible"
        raise ModelError(message(Code.MODEL_CHANGED, path=path, detail=detail))


def _warm_up(file: CheckedFile, backend: Backend) -> None:
    """One run on an empty tile: later frames need not wait for it, and a wrong output shows now. Raises ModelError."""
    backend.run(np.zeros((1, file.card.input_channels, *file.smallest_tile), np.float32))
