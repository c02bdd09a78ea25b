"""Which screens a plant said yes to: for each model at most one, off until then, with who and when.

    WORKSPACE/models/screens/SHA256.onnx    the screens, by the sha256 of their content
    WORKSPACE/models/screens/uses.json      every yes and every end of one, the newest last; nothing is ever removed

A yes is given to one screen before one model, by their contents: whoever exchanges either file has no yes any more.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from filelock import FileLock

from inspector.audit.log import AUDIT_NAME, Audited, AuditLog
from inspector.core.audit import AuditStamp, utc_text
from inspector.core.files import write_whole
from inspector.core.messages import Code, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.core.typed_json import from_json
from inspector.core.untrusted import is_sha256, read_bounded
from inspector.inference.opening import Opening
from inspector.inference.screening import ScreenFile, Screening, check_fits, open_screen, read_screen
from inspector.models_store.refused import models_unwritable

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import ConfigDict, TypeAdapter

log = logging.getLogger("inspector.models")

FOLDER, USES, _LOCK = "screens", "uses.json", ".lock"
FORMAT = 1
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class ScreenUse:
    """A yes to a screen, until it was ended."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    model_sha256: str
    model: str  # its name and version, for people
    screen_sha256: str
    approved_at: str  # UTC text
    approved_by: str
    ended_at: str = ""  # "": it holds
    ended_by: str = ""

    @property
    def holds(self) -> bool:
        return not self.ended_at


@dataclass(frozen=True, slots=True)
class _Saved:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    uses: tuple[ScreenUse, ...] = ()
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"it has format {self.format}; this program knows {FORMAT}")
        held = [use.model_sha256 for use in self.uses if use.holds]
        if len(set(held)) < len(held):
            raise ValueError("a model has two screens at once")
        for sha256 in (sha for use in self.uses for sha in (use.model_sha256, use.screen_sha256)):
            if not is_sha256(sha256):
                raise ValueError("a sha256 is none")


class Screens:
    """``models``: the workspace's folder of models; it need not exist yet."""

    def __init__(self, models: Path) -> None:
        self.folder = models / FOLDER
        self._audit = AuditLog(models.parent / AUDIT_NAME)

    def uses(self) -> tuple[ScreenUse, ...]:
        """The newest last. Raises ModelError where the file is broken; it is left as it is."""
        path = self.folder / USES
        try:
            return from_json(_shape(), read_bounded(path, MAX_BYTES)).uses
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise ModelError(
                message(Code.SCREEN_BROKEN, path=str(path), detail=error.strerror or str(error))
            ) from error
        except ValueError as error:
            raise ModelError(message(Code.SCREEN_BROKEN, path=str(path), detail=str(error))) from error

    def use_of(self, model_sha256: str) -> ScreenUse | None:
        """The yes that holds for this model. Raises ModelError as ``uses``."""
        return next((use for use in self.uses() if use.holds and use.model_sha256 == model_sha256), None)

    def file_of(self, use: ScreenUse) -> Path:
        return self.folder / f"{use.screen_sha256}.onnx"

    def fitting(self, model_sha256: str, card: ModelCard) -> tuple[ScreenFile, ...]:
        """Screens that the workspace keeps for this model, once said yes to; those that cannot be read are left out."""
        found, uses = [], [use for use in reversed(self.uses()) if use.model_sha256 == model_sha256]
        for sha256 in dict.fromkeys(use.screen_sha256 for use in uses):
            try:
                file = read_screen(self.folder / f"{sha256}.onnx")
                check_fits(file, model_sha256, card)
            except ModelError as error:
                log.info("a screen that was kept does not fit: %s", error)
                continue
            found.append(file)
        return tuple(found)

    def open(self, model_sha256: str, card: ModelCard, opening: Opening | None = None) -> Screening | None:
        """The screen that somebody said yes to for this model, None where nobody did. Raises ModelError where it cannot
        be used."""
        use = self.use_of(model_sha256)
        if use is None:
            return None
        file = read_screen(self.file_of(use))
        if file.sha256 != use.screen_sha256:
            detail = "its content is not what somebody said yes to"
            raise ModelError(message(Code.SCREEN_BROKEN, path=str(file.path), detail=detail))
        return Screening(open_screen(file, model_sha256, card, opening), use.approved_by, use.approved_at)

    def approve(
        self, file: ScreenFile, model_sha256: str, card: ModelCard, opening: Opening | None = None
    ) -> ScreenUse:
        """Keep the screen and use it from the next loading of this model on, in the place of another one.

        Raises ModelError for one that does not fit or does not answer, WorkspaceError where the disk refuses; nothing
        has changed then.
        """
        open_screen(file, model_sha256, card, opening)
        stamp = AuditStamp.now()
        title = card.title
        made = ScreenUse(model_sha256, title, file.sha256, utc_text(stamp.at), stamp.actor)

        def write(before: tuple[ScreenUse, ...]) -> tuple[ScreenUse, ...]:
            write_whole(self.file_of(made), file.onnx)
            return (*_ended(before, model_sha256, stamp), made)

        facts = {"model": title, "model_sha256": model_sha256, "screen_sha256": file.sha256}
        with self._audit.recorded(Audited.SCREEN_APPROVED, facts):
            self._change(write)
        return made

    def end(self, model_sha256: str) -> ScreenUse | None:
        """The model looks everywhere from its next loading on. Gives the yes that held, None where there was none.

        Raises ModelError as ``uses``, WorkspaceError where the disk refuses.
        """
        use = self.use_of(model_sha256)
        if use is not None:
            stamp = AuditStamp.now()
            facts = {"model": use.model, "model_sha256": model_sha256, "screen_sha256": use.screen_sha256}
            with self._audit.recorded(Audited.SCREEN_ENDED, facts):
                self._change(lambda before: _ended(before, model_sha256, stamp))
        return use

    def _change(self, change: Callable[[tuple[ScreenUse, ...]], tuple[ScreenUse, ...]]) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK):
                saved = _Saved(change(self.uses()))
                write_whole(self.folder / USES, _shape().dump_json(saved, indent=1))
        except OSError as error:
            raise models_unwritable(self.folder, error) from error


def _ended(uses: tuple[ScreenUse, ...], model_sha256: str, stamp: AuditStamp) -> tuple[ScreenUse, ...]:
    return tuple(
        replace(use, ended_at=utc_text(stamp.at), ended_by=stamp.actor)
        if use.holds and use.model_sha256 == model_sha256
        else use
        for use in uses
    )


@cache
def _shape() -> TypeAdapter[_Saved]:
    """Made at first use: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(_Saved)
