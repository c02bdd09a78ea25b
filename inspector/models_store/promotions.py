"""Which model a workspace uses, since when, by whom and why: every promotion and every way back.

    WORKSPACE/models/promotions.json    all of them, the newest last; nothing is ever removed

The newest names the active model by the sha256 of its content. Where its file is gone or is another one by now, no
other model takes its place: whoever opens it hears so. Where nothing was promoted yet, the program's first model is in
use. Each is an entry of the audit chain first, and names it; see ``inspector.audit.log``. Any thread, any process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from filelock import FileLock

from inspector.audit.log import (
    AUDIT_NAME,
    BY_PROGRAM,
    AuditCheck,
    Audited,
    AuditHead,
    AuditLog,
    BreakKind,
    ChainBreak,
    KeptHead,
)
from inspector.core.audit import current_actor
from inspector.core.files import write_whole
from inspector.core.messages import Code, InspectorError, ModelError, WorkspaceError, message
from inspector.core.typed_json import from_json
from inspector.core.untrusted import file_name_fault, is_sha256, read_bounded, storable, text_fault
from inspector.inference.model_content import read_content
from inspector.models_store.catalogue import StoredModel
from inspector.models_store.refused import models_unwritable
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

PROMOTIONS: Final = "promotions.json"
OF_PROGRAM: Final = "program:"  # before the name of a model that comes with the program
FORMAT: Final = 1
MAX_BYTES: Final = 50_000_000
MAX_REASON: Final = 2000  # characters
LOCK_S: Final = 30.0
MAX_OVERRIDDEN: Final = 40
_LOCK: Final = ".promotions.lock"


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
                if not is_sha256(sha256):
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


@dataclass(frozen=True, slots=True)
class _Change:
    kind: PromotionKind
    model: PromotedModel
    before: PromotedModel

    @property
    def audited(self) -> Audited:
        return Audited.MODEL_ROLLED_BACK if self.kind.is_back else Audited.MODEL_PROMOTED

    def facts(self, because: str, line: str) -> dict[str, str]:
        return {
            "kind": self.kind.value, "model": self.model.title, "model_sha256": self.model.sha256,
            "file": self.model.file, "before": self.before.title, "before_sha256": self.before.sha256,
            "because": because, "line": line,
        }  # fmt: skip


class Promotions:
    """``models``: the workspace's folder of models; it need not exist yet."""

    def __init__(self, models: Path) -> None:
        self.folder = models
        self.file = models / PROMOTIONS
        self.audit = AuditLog(models.parent / AUDIT_NAME)

    def history(self) -> tuple[Promotion, ...]:
        """The newest last. Raises ModelError where the file is broken, which is left as it is, and where it is gone.

        The program's own model must not come back unasked because a file was lost.
        """
        try:
            return from_json(_shape(), read_bounded(self.file, MAX_BYTES)).promotions
        except FileNotFoundError:
            self._check_never_made()
            return ()
        except (OSError, ValueError) as error:
            detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
            raise self._broken(detail) from error

    def _check_never_made(self) -> None:
        """The file is written before the first entry of a promotion, so a chain that holds one knew it."""
        try:
            is_known = any(entry.what == Audited.MODEL_PROMOTED for entry in self.audit.entries())
        except WorkspaceError as error:
            raise self._broken(f"it is not there, and {_why(error)}") from error
        if is_known:
            raise self._broken("it is gone, though the record of decisions tells of promotions")

    def _broken(self, detail: str) -> ModelError:
        return ModelError(message(Code.PROMOTIONS_BROKEN, path=str(self.file), detail=detail))

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

    def promote(
        self, model: PromotedModel, because: str, by: str = "", *, overridden: Sequence[str] = (), line: str = ""
    ) -> Promotion:
        """Write it down, in the audit chain and here; it holds from now on.

        Raises ModelError where nothing says why or the model is active already, WorkspaceError where the disk refuses.
        Nothing has changed then.
        """

        def made(history: tuple[Promotion, ...]) -> _Change:
            before = history[-1].promoted if history else default_model()
            if history and before.sha256 == model.sha256:
                raise refused(model.title, "it is the promoted model already")
            return _Change(PromotionKind.PROMOTED, model, before)

        return self._record(made, because, by, overridden, line)

    def roll_back(
        self,
        to: PromotedModel,
        because: str,
        by: str = "",
        *,
        kind: PromotionKind = PromotionKind.ROLLED_BACK,
        line: str = "",
    ) -> Promotion:
        """Write down that ``to``, which ``previous`` gave, is the active model again.

        Raises ModelError where a way back leads elsewhere by now, else as ``promote``.
        """

        def made(history: tuple[Promotion, ...]) -> _Change:
            stack = _stack(history)
            if len(stack) < 2:
                raise ModelError(message(Code.NOTHING_TO_ROLL_BACK))
            if stack[-2].sha256 != to.sha256:
                raise ModelError(message(Code.ROLL_BACK_ELSEWHERE, model=stack[-2].title))
            return _Change(kind, stack[-2], stack[-1])

        return self._record(made, because, by, (), line)

    def _record(
        self, made: Callable[[tuple[Promotion, ...]], _Change], because: str, by: str, overridden: Sequence[str],
        line: str,
    ) -> Promotion:  # fmt: skip
        reason, by = storable(because.strip()), storable(by.strip()) or current_actor()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK, timeout=LOCK_S):
                history = self.history()
                change = made(history)
                if fault := _fault(reason, by, overridden):
                    raise refused(change.model.title, fault)
                self._close_unmade(history)
                if not self.file.exists():
                    write_whole(self.file, _shape().dump_json(_Saved(), indent=1))
                if overridden:
                    facts = {"model": change.model.title, "model_sha256": change.model.sha256, "because": reason}
                    facts |= {f"overridden_{number}": each for number, each in enumerate(overridden, start=1)}
                    self.audit.append(Audited.GATE_OVERRIDDEN, facts, by=by)
                with self.audit.recorded(change.audited, change.facts(reason, line), by=by) as entry:
                    promotion = Promotion(
                        change.kind, change.model.sha256, change.model.title, change.model.file, entry.at, by, reason,
                        change.before.sha256, change.before.title, change.before.file, entry.number, entry.sha256,
                        tuple(overridden), line,
                    )  # fmt: skip
                    write_whole(self.file, _shape().dump_json(_Saved((*history, promotion)), indent=1))
        except OSError as error:
            raise models_unwritable(self.folder, error) from error
        return promotion

    def _close_unmade(self, history: Sequence[Promotion]) -> None:
        """Entries of the chain that nothing came of, since the program was killed in between."""
        newest = history[-1].audit_number if history else 0
        entries = self.audit.entries()
        closed = {entry.facts.get("entry") for entry in entries if entry.what == Audited.NOT_MADE}
        for entry in entries:
            is_one = entry.what in (Audited.MODEL_PROMOTED, Audited.MODEL_ROLLED_BACK)
            if is_one and entry.number > newest and str(entry.number) not in closed:
                self.audit.append(Audited.NOT_MADE, {"entry": str(entry.number)}, by=BY_PROGRAM)

    def verify_audit(self, noted: Sequence[KeptHead] = ()) -> AuditCheck:
        """The whole audit chain, and that each promotion is in it as it is here.

        ``noted``: heads that were kept elsewhere. Raises ModelError, WorkspaceError.
        """
        history, entries = self.history(), {entry.number: entry for entry in self.audit.entries()}
        kept = [*noted, *(KeptHead(AuditHead(one.audit_number, one.audit_sha256), PROMOTIONS) for one in history)]
        differ = tuple(
            ChainBreak(BreakKind.DIFFERS, 0, one.audit_number, known_from=PROMOTIONS)
            for one in history
            if (entry := entries.get(one.audit_number)) is not None
            and entry.sha256 == one.audit_sha256
            and (dict(entry.facts), entry.at, entry.actor)
            != (_Change(one.kind, one.promoted, one.before).facts(one.because, one.line), one.at, one.by)
        )
        check = self.audit.verify(kept)
        return replace(check, breaks=(*check.breaks, *differ))


def default_model() -> PromotedModel:
    """What is in use where nothing was promoted. Raises ModelError where the program's own file is broken."""
    content = read_content(shipped_model())
    title = content.card.title
    return PromotedModel(content.sha256, title, f"{OF_PROGRAM}{SHIPPED_MODELS[0]}")


def refused(model: str, detail: str) -> ModelError:
    return ModelError(message(Code.PROMOTION_REFUSED, model=model, detail=detail))


def _fault(reason: str, by: str, overridden: Sequence[str]) -> str:
    """Why it cannot be recorded like this; "" where it can."""
    if not reason:
        return "nothing says why"
    if len(overridden) > MAX_OVERRIDDEN:
        return f"more than {MAX_OVERRIDDEN} things are overridden at once"
    for text in (reason, by, *overridden):
        if len(text) > MAX_REASON:
            return f"a text is longer than {MAX_REASON} characters"
        if fault := text_fault(text):
            return fault
    return ""


def objections(promotions: Promotions, sha256: str) -> tuple[str, ...]:
    """What speaks against promoting the model of this content now, in words; none where it has passed the gate against
    what is in use. Raises ModelError where promotions or proof cannot be read."""
    from inspector.models_store.gate import read_gate  # which brings all of evaluation

    active = promotions.active()
    in_use = active.promoted if active is not None else default_model()
    report = read_gate(promotions.folder, sha256, in_use.sha256)
    if report is None:
        return (f"it was not proved beside {in_use.title}, which is in use",)
    if report.failed:
        return tuple(f"the gate's check “{key}” failed" for key in report.failed)
    return () if report.passes else ("of no class the gate could show that as much is found",)


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


def _why(error: InspectorError) -> str:
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
