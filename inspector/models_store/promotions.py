"""Which model a workspace uses, since when, by whom and why: every promotion and every way back.

    WORKSPACE/models/promotions.json    all of them, the newest last; nothing is ever removed

The newest names the active model by the sha256 of its content. Where its file is gone or is another one by now, no
other model takes its place: whoever opens it hears so. Where nothing was promoted yet, the program's first model is in
use. Each is an entry of the audit chain first, and names it; see ``inspector.audit.log``. Any thread, any process.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from filelock import FileLock

from inspector.audit.log import AUDIT_NAME, AuditCheck, Audited, AuditHead, AuditLog, KeptHead
from inspector.core.audit import current_actor
from inspector.core.files import write_whole
from inspector.core.messages import Code, ModelError, WorkspaceError, message
from inspector.core.typed_json import from_json
from inspector.core.untrusted import file_name_fault, read_bounded, storable, text_fault
from inspector.inference.model_content import read_content
from inspector.models_store.catalogue import StoredModel
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

PROMOTIONS: Final = "promotions.json"
OF_PROGRAM: Final = "program:"  # before the name of a model that comes with the program
FORMAT: Final = 1
MAX_BYTES: Final = 50_000_000
MAX_REASON: Final = 2000  # characters
LOCK_S: Final = 30.0
BY_RULE: Final = "Inspector"  # who rolled back where the plant's rule did


class PromotionKind(StrEnum):
    PROMOTED = "promoted"
    ROLLED_BACK = "rolled-back"
    ROLLED_BACK_BY_RULE = "rolled-back-by-rule"

    @property
    def is_back(self) -> bool:
        return self is not PromotionKind.PROMOTED


@dataclass(frozen=True, slots=True)
class PromotedModel:
    """A model as a promotion names it."""

    sha256: str
    title: str  # name and version
    file: str  # its name in the folder of models, or “program:NAME”


@dataclass(frozen=True, slots=True)
class Promotion:
    """One model became the active one."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    kind: PromotionKind
    model_sha256: str
    model: str  # its name and version, for people
    file: str  # its name in the folder of models, or “program:NAME”
    at: str  # UTC text
    by: str
    because: str
    previous_sha256: str  # of the model that was active before
    previous_model: str
    previous_file: str
    audit_number: int  # of its entry in the audit chain
    audit_sha256: str
    overridden: tuple[str, ...] = ()  # what spoke against it, and was overridden
    line: str = ""  # as the plant calls it

    @property
    def promoted(self) -> PromotedModel:
        return PromotedModel(self.model_sha256, self.model, self.file)

    @property
    def before(self) -> PromotedModel:
        return PromotedModel(self.previous_sha256, self.previous_model, self.previous_file)


@dataclass(frozen=True, slots=True)
class _Saved:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    promotions: tuple[Promotion, ...] = ()
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"it has format {self.format}; this program knows {FORMAT}")
        for one in self.promotions:
            for sha256 in (one.model_sha256, one.previous_sha256, one.audit_sha256):
                if len(sha256) != 64 or not all(letter in "0123456789abcdef" for letter in sha256):
                    raise ValueError("a sha256 is none")
            for file in (one.file, one.previous_file):
                if fault := file_name_fault(file.removeprefix(OF_PROGRAM)):
                    raise ValueError(f"“{file}” is no file of a model: {fault}")
            for text in (one.model, one.previous_model, one.by, one.because, one.line, *one.overridden):
                if fault := text_fault(text):
                    raise ValueError(fault)
        stack: list[str] = [self.promotions[0].previous_sha256] if self.promotions else []
        for one in self.promotions:
            if one.previous_sha256 != stack[-1]:
                raise ValueError(f"the promotion of {one.at} does not follow the one before it")
            if one.kind.is_back:
                stack.pop()
                if not stack or stack[-1] != one.model_sha256:
                    raise ValueError(f"what was rolled back to at {one.at} was not in use before")
            else:
                stack.append(one.model_sha256)


class Promotions:
    """``models``: the workspace's folder of models; it need not exist yet."""

    def __init__(self, models: Path) -> None:
        self.folder = models
        self.file = models / PROMOTIONS
        self.audit = AuditLog(models.parent / AUDIT_NAME)

    def history(self) -> tuple[Promotion, ...]:
        """The newest last. Raises ModelError where the file is broken; it is left as it is."""
        try:
            return from_json(_shape(), read_bounded(self.file, MAX_BYTES)).promotions
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
            raise ModelError(message(Code.PROMOTIONS_BROKEN, path=str(self.file), detail=detail)) from error

    def active(self) -> Promotion | None:
        """The one by which the active model is in use; None where nothing was promoted. Raises ModelError."""
        history = self.history()
        return history[-1] if history else None

    def previous(self) -> PromotedModel | None:
        """What a way back leads to now; None where there is nothing to roll back. Raises ModelError."""
        stack = _stack(self.history())
        return stack[-2] if len(stack) > 1 else None

    def path_of(self, model: PromotedModel) -> Path:
        """Where its file should be. Raises ModelError for a model of the program's that this one does not have."""
        name = model.file.removeprefix(OF_PROGRAM)
        if name == model.file:
            return self.folder / name
        if name in SHIPPED_MODELS:
            return shipped_model(name)
        raise lost(model, Path(name), "it does not come with this version of the program")

    def checked_file(self, model: PromotedModel) -> Path:
        """Its file, whose content is that which was promoted. Raises ModelError in words."""
        path = self.path_of(model)
        try:
            found = read_content(path).sha256
        except ModelError as error:
            raise lost(model, path, _why(error)) from error
        check_promoted(model, path, found)
        return path

    def record(
        self,
        kind: PromotionKind,
        model: PromotedModel,
        default: PromotedModel,
        because: str,
        by: str = "",
        *,
        overridden: Sequence[str] = (),
        line: str = "",
    ) -> Promotion:
        """Write it down, in the audit chain and here; it holds from now on. ``default``: what was in use before the
        first promotion; asked for only there.

        Raises ModelError where nothing says why, where a model that is active is promoted again, or a way back leads
        elsewhere; WorkspaceError where the disk refuses. Nothing has changed then.
        """
        raise NotImplementedError

    def verify_audit(self) -> AuditCheck:
        """The whole audit chain, and that each promotion's entry is in it. Raises ModelError, WorkspaceError."""
        return self.audit.verify(
            [KeptHead(AuditHead(one.audit_number, one.audit_sha256), PROMOTIONS) for one in self.history()]
        )


def promoted_model(stored: StoredModel) -> PromotedModel:
    return PromotedModel(
        stored.sha256, stored.title, f"{OF_PROGRAM}{stored.file.stem}" if stored.is_shipped else stored.file.name
    )


def check_promoted(model: PromotedModel, path: Path, sha256: str) -> None:
    """Raises ModelError where the content of the file is not what was promoted."""
    if sha256 != model.sha256:
        raise lost(
            model, path, f"its content is another than the promoted one's ({sha256[:12]}, not {model.sha256[:12]})"
        )


def lost(model: PromotedModel, path: Path, detail: str) -> ModelError:
    return ModelError(message(Code.PROMOTED_MODEL_LOST, model=model.title, path=str(path), detail=detail))


def _why(error: ModelError) -> str:
    if error.message.code is Code.MODEL_MISSING:
        return "there is no such file any more"
    return str(error.message.params.get("detail") or error.message.code.value)


def _stack(history: Sequence[Promotion]) -> list[PromotedModel]:
    """The models that ways back lead through; the active one is the last."""
    stack = [history[0].before] if history else []
    for one in history:
        if one.kind.is_back:
            stack.pop()
        else:
            stack.append(one.promoted)
    return stack


@cache
def _shape() -> TypeAdapter[_Saved]:
    """Made at first use: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(_Saved)
