"""The gate before a promotion: what a candidate must show, what was measured, and the file that keeps it.

    WORKSPACE/models/proofs/SHA256.json     of the candidate with that content: the gate's checks and the whole proof

A check passes, fails, or was not made and says why; a gate that says nothing of a check has not passed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from inspector.core.files import write_whole
from inspector.core.messages import Code, ModelError, message
from inspector.core.typed_json import from_json
from inspector.core.untrusted import is_sha256, read_bounded
from inspector.evaluation.proof import Proof
from inspector.models_store.refused import models_unwritable

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

FOLDER = "proofs"
FORMAT = 1
MAX_BYTES = 100_000_000
ROOM_BYTES = 1_000_000  # more than a report mostly takes


class CheckId(StrEnum):
    GOLDEN = "golden-tiles"  # PyTorch and ONNX on this PC's backend
    AS_IN_32_BITS = "as-in-32-bits"  # of a variant, in its place: beside the model that it was made from
    FASTER = "faster"  # of a variant: than the model that it was made from
    RECALL = "recall"  # of one class
    RECALL_OF_SIZE = "recall-of-size"  # of one size band
    NAMED = "named"  # of one class: what is found of it is called so, and outlined as well
    FALSE_ALARMS = "false-alarms"
    SPEED = "speed"
    CARD = "card-complete"
    UNTOUCHED = "data-untouched"  # held-out data were in no training


class CheckState(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not-checked"


class Why(StrEnum):
    """What a check was about, where there are several ways; texts/proof.py says it in a sentence."""

    NONE = ""
    TOO_FEW_GROUPS = "too-few-groups"
    NO_DEFECTS = "no-defects"  # of that class or size
    NO_GOLDEN = "no-golden-tiles"
    GOLDEN_BROKEN = "golden-tiles-broken"
    FEW_TILES = "few-tiles"  # fewer than a run keeps
    CLASSES_DIFFER = "classes-differ"  # of the golden tiles: share that agrees
    SCORES_DIFFER = "scores-differ"
    SCORES_DIFFER_ON_AVERAGE = "scores-differ-on-average"
    VERDICTS_CHANGE = "verdicts-change"
    RUN_GONE = "run-gone"
    MISSING = "missing"  # entries of the card, in ``names``
    SEEN = "seen-in-training"  # pictures, in ``names``
    NOT_TIMED = "not-timed"
    CLASS_GONE = "class-gone"  # the candidate lacks it
    LINE_BUDGET = "line-budget"  # frames a second that the line delivers
    ALL_ALIKE = "all-alike"  # the difference is the same in all groups: its interval is too short
    BESIDE_ACTIVE = "beside-active"  # share of the active model's speed
    BESIDE_ANOTHER = "beside-another"  # a variant was timed beside a model that it was not made from


@dataclass(frozen=True, slots=True)
class GateCheck:
    """``measured`` and ``limit`` by what is checked:

    golden tiles     largest difference of a score; share of pixels; frames, by ``why``. ``detail``: who answered then
    faster           how many times as fast as in 32 bits
    recall           lowest that the difference to the active model may be, and how low it may be; shares, below 0
    named            highest that the difference of IoU may be, and below what it must not lie as a whole; shares
    false alarms     highest that the difference may be, and how high it may be; per frame
    speed            frames a second that must be inspected; or share of the active model's speed, by ``why``
    card, data       none: ``names`` says what is missing, or which pictures were seen; ``n`` how many there are;
                     ``detail`` of a card which model a variant was made from
    """

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    id: CheckId
    state: CheckState
    measured: float | None = None
    limit: float | None = None
    subject: str = ""  # class or size band that it is about
    why: Why = Why.NONE
    names: tuple[str, ...] = ()  # what is missing or was seen; the first few
    n: int = 0  # how many of them; of golden tiles, how many there are
    detail: str = ""  # for people, where a file or a library said something

    @property
    def key(self) -> str:
        """ "recall: crack": names it among the checks of a report."""
        return f"{self.id}: {self.subject}" if self.subject else self.id.value


@dataclass(frozen=True, slots=True)
class GateReport:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    candidate_sha256: str
    active_sha256: str
    dataset: str  # name and content id of the version
    split: str
    checks: tuple[GateCheck, ...]
    made_at: str  # UTC text
    by: str

    @property
    def failed(self) -> tuple[str, ...]:
        """Keys of the checks that failed."""
        return tuple(check.key for check in self.checks if check.state is CheckState.FAILED)

    @property
    def not_checked(self) -> tuple[str, ...]:
        return tuple(check.key for check in self.checks if check.state is CheckState.NOT_CHECKED)

    @property
    def passes(self) -> bool:
        """Nothing failed, and of some class it was shown that as much is found. What else was not checked is said, and
        holds no model back."""
        shown = any(check.id is CheckId.RECALL and check.state is CheckState.PASSED for check in self.checks)
        return shown and not self.failed


@dataclass(frozen=True, slots=True)
class StoredProof:
    """What lies in a proof file. Raises ValueError where its parts do not belong together."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    gate: GateReport
    proof: Proof
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"it has format {self.format}; this program knows {FORMAT}")
        of_gate = self.gate.candidate_sha256, self.gate.active_sha256
        if of_gate != (self.proof.candidate.sha256, self.proof.active.sha256):
            raise ValueError("its checks and its figures are of other models")
        for sha256 in of_gate:
            if not is_sha256(sha256):
                raise ValueError("a sha256 is none")


def proof_file(models: Path, sha256: str) -> Path:
    """Of the model with this content; it need not be there. Raises ValueError for what is no sha256."""
    if not is_sha256(sha256):
        raise ValueError(f"“{sha256}” is no sha256")
    return models / FOLDER / f"{sha256}.json"


def read_gate(models: Path, sha256: str, active_sha256: str | None = None) -> GateReport | None:
    """The newest report of the model with this content; None where there is none, or it is against another active one.

    ``models``: the workspace's folder of models. Raises ModelError where the file is broken; it is left as it is.
    """
    found = read_proof(models, sha256)
    if found is None or active_sha256 not in (None, found.gate.active_sha256):
        return None
    return found.gate


def read_proof(models: Path, sha256: str) -> StoredProof | None:
    """The checks and the figures; None where there are none. Raises ModelError where the file is broken."""
    file = proof_file(models, sha256)
    try:
        found = from_json(_shape(), read_bounded(file, MAX_BYTES))
        if found.gate.candidate_sha256 != sha256:
            raise ValueError("it is of another model")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise ModelError(message(Code.PROOF_BROKEN, path=str(file), detail=detail)) from error
    return found


def write_gate(models: Path, gate: GateReport, proof: Proof) -> Path:
    """Keep both in the place of an older proof of the same model. Raises WorkspaceError where the disk refuses."""
    file = proof_file(models, gate.candidate_sha256)
    content = _shape().dump_json(StoredProof(gate, proof), indent=1)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, content)
    except OSError as error:
        raise models_unwritable(file, error) from error
    return file


def check_room(models: Path, sha256: str) -> None:
    """Before a proof that takes minutes: that its report can be kept. Raises WorkspaceError where the disk refuses."""
    file = proof_file(models, sha256).with_suffix(".room")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, bytes(ROOM_BYTES))
        file.unlink(missing_ok=True)  # another proof of this model looked for room at the same time
    except OSError as error:
        raise models_unwritable(file.parent, error) from error


@cache
def _shape() -> TypeAdapter[StoredProof]:
    """Made at first use: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(StoredProof)
