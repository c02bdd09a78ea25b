"""The models of a workspace and those that come with the program: listed, found by name, and added.

    WORKSPACE/models/NAME-VERSION.onnx     one file with its card and all its weights in it

A model is its content: one name and version mean one sha256, whoever looks. So adding writes one file, whole or not at
all, and never replaces another one. A file that somebody put there may have card or weights beside it. Which of them a
line uses is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from inspector.audit.log import AUDIT_NAME, Audited, AuditLog
from inspector.core.files import is_plain_name, write_whole
from inspector.core.messages import Code, Message, ModelError, message
from inspector.core.model_card import ModelCard
from inspector.inference.first_try import try_first
from inspector.inference.model_content import ModelContent, read_content
from inspector.inference.model_file import check_content
from inspector.inference.opening import Opening
from inspector.models_store.golden_files import keep_golden
from inspector.models_store.refused import models_unwritable
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model

SUFFIX = ".onnx"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True, eq=False)
class StoredModel:
    file: Path
    sha256: str
    card: ModelCard
    is_shipped: bool  # comes with the program
    others: tuple[str, ...] = ()  # files beside it that belong to it: a card, weights
    passed_over: tuple[str, ...] = ()  # entries for people, of a card beside it that says something else in them

    @property
    def title(self) -> str:
        return self.card.title


@dataclass(frozen=True, slots=True)
class BrokenModel:
    """A file in the folder of models that cannot be used."""

    file: Path
    reason: Message


@dataclass(frozen=True, slots=True, eq=False)
class ModelList:
    """The workspace's models by name and version, then the program's."""

    models: tuple[StoredModel, ...]
    broken: tuple[BrokenModel, ...] = ()


class ModelCatalogue:
    """``folder`` need not exist yet: there is then no model but the program's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def models(self) -> ModelList:
        """Reads every card, and runs nothing."""
        models, broken = [], []
        for file in self._files():
            try:
                models.append(stored_model(file))
            except ModelError as error:
                broken.append(BrokenModel(file, error.message))
        models.sort(key=lambda model: (model.card.name, model.card.version))
        shipped = (stored_model(shipped_model(name), is_shipped=True) for name in SHIPPED_MODELS)
        return ModelList((*models, *shipped), tuple(broken))

    def find(self, name: str) -> Path:
        """The file of a model: by the name of its file, or by that on its card where one version has it.

        The workspace's models come before the program's. Raises ModelError naming what there is.
        """
        files = {file.stem: file for file in self._files()}
        if name in files:
            return files[name]
        named = [model for model in self.models().models if not model.is_shipped and name in _names(model.card)]
        if len(named) == 1:
            return named[0].file
        if not named and name in SHIPPED_MODELS:
            return shipped_model(name)
        if named:
            detail = f"there are several: {', '.join(model.file.stem for model in named)}"
        else:
            detail = f"there is none; the models are {', '.join([*files, *SHIPPED_MODELS])}"
        raise ModelError(message(Code.MODEL_UNKNOWN, name=name, detail=detail))

    def add(self, file: Path, opening: Opening | None = None, *, origin: str = "") -> StoredModel:
        """Write a model into the folder as one file: its card and weights that lay beside it are in it. One that is
        there already stays, and becomes one file where it is in several. Golden tiles beside it are kept with it.
        ``origin`` is recorded in the place of the file's name, where that says nothing.

        Raises ModelError for a file that does not open as a model, has no card, or has the name and version of a model
        with other content, and WorkspaceError where the disk refuses; nothing has changed then.
        """
        content = read_content(file)
        card = content.card
        stem = f"{card.name}-{card.version}"
        if not is_plain_name(stem):
            detail = "its name and version are not those of a file"
            raise ModelError(message(Code.MODEL_CARD_BROKEN, path=str(file), detail=detail))
        try_first(content, opening)
        check_content(content)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK):
                if (same := self._same(content)) is not None:
                    if same.others:
                        write_whole(same.file, content.onnx)
                    keep_golden(self.folder, file, content.sha256)
                    return replace(same, others=())
                for left in self.folder.glob(f"*{SUFFIX}.*.tmp"):  # by a kill; nobody else writes here just now
                    left.unlink(missing_ok=True)
                target = self.folder / f"{stem}{SUFFIX}"
                facts = {"model": card.title, "model_sha256": content.sha256, "from": origin or str(file)}
                with AuditLog(self.folder.parent / AUDIT_NAME).recorded(Audited.MODEL_ADDED, facts):
                    keep_golden(self.folder, file, content.sha256)  # before it: what is listed has what it came with
                    write_whole(target, content.onnx)
        except OSError as error:
            raise models_unwritable(self.folder, error) from error
        return StoredModel(target, content.sha256, card, is_shipped=False)

    def _same(self, content: ModelContent) -> StoredModel | None:
        """The same model, where it is there. Raises ModelError where another one has its name and version."""
        card = content.card
        for model in self.models().models:
            if (model.card.name, model.card.version) == (card.name, card.version):
                if model.sha256 == content.sha256:
                    return model
                raise ModelError(
                    message(
                        Code.MODEL_NAME_TAKEN, name=card.name, version=card.version, path=str(content.path),
                        taken_by=str(model.file),
                    )
                )  # fmt: skip
        return None

    def _files(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(file for file in self.folder.glob(f"*{SUFFIX}") if not file.name.startswith("."))


def stored_model(file: Path, *, is_shipped: bool = False) -> StoredModel:
    """A file anywhere, as it is now. Raises ModelError."""
    content = read_content(file)
    return StoredModel(file, content.sha256, content.card, is_shipped, content.others, content.passed_over)


def parent_of(card: ModelCard, models: Iterable[StoredModel]) -> StoredModel | None:
    """Of a variant the model that it was made from, where that is among these; None for any other model."""
    of = card.variant_of
    return next((one for one in models if of is not None and one.sha256 == of.sha256), None)


def _names(card: ModelCard) -> tuple[str, ...]:
    """A variant never answers to the bare name: that means the model that it was made from."""
    bare = (card.name,) if card.variant_of is None else ()
    return (*bare, card.title, f"{card.name}-{card.version}")
