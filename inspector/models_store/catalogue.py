"""The models of a workspace and those that come with the program: listed, found by name, and added.

    WORKSPACE/models/NAME-VERSION.onnx     one file with its card in it, or NAME-VERSION.card.json beside it

A model is its content: one name and version mean one sha256, whoever looks. So adding copies a file whole or not at
all and never replaces another one. Which of them a line uses is not decided here.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from inspector.core.files import is_plain_name, write_whole
from inspector.core.messages import Code, Message, ModelError, WorkspaceError, message
from inspector.core.model_card import ModelCard
from inspector.inference.model_file import card_beside, check_file, read_card
from inspector.models_store.shipped import SHIPPED_MODELS, shipped_model

SUFFIX = ".onnx"
_LOCK = ".lock"


@dataclass(frozen=True, slots=True, eq=False)
class StoredModel:
    file: Path
    sha256: str
    card: ModelCard
    is_shipped: bool  # comes with the program

    @property
    def title(self) -> str:
        return f"{self.card.name} {self.card.version}"


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
                models.append(_stored(file, is_shipped=False))
            except ModelError as error:
                broken.append(BrokenModel(file, error.message))
        models.sort(key=lambda model: (model.card.name, model.card.version))
        shipped = (_stored(shipped_model(name), is_shipped=True) for name in SHIPPED_MODELS)
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

    def add(self, file: Path) -> StoredModel:
        """Copy a model file, and a card beside it, into the folder. One that is there already stays as it is.

        Raises ModelError for a file that does not open as a model, has no card, or has the name and version of a model
        with other content, and WorkspaceError where the disk refuses; nothing has changed then.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / _LOCK), self._copied(file) as copy:
                return self._take_in(copy, file)
        except OSError as error:
            detail = error.strerror or str(error)
            raise WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(self.folder), detail=detail)) from error

    def _take_in(self, copy: Path, file: Path) -> StoredModel:
        checked = check_file(copy)  # the copy: a file that needs others beside it does not open alone
        card = checked.card
        stem = f"{card.name}-{card.version}"
        if not (card.name and card.version and is_plain_name(stem)):
            detail = "its name and version are not those of a file"
            raise ModelError(message(Code.MODEL_CARD_BROKEN, path=str(file), detail=detail))
        if (same := self._same(card, checked.sha256, file)) is not None:
            return same
        target = self.folder / f"{stem}{SUFFIX}"
        if card_beside(copy).exists():
            card_beside(copy).replace(card_beside(target))
        copy.replace(target)
        return StoredModel(target, checked.sha256, card, is_shipped=False)

    def _same(self, card: ModelCard, sha256: str, file: Path) -> StoredModel | None:
        """The same model, where it is there. Raises ModelError where another one has its name and version."""
        for model in self.models().models:
            if (model.card.name, model.card.version) == (card.name, card.version):
                if model.sha256 == sha256:
                    return model
                raise ModelError(
                    message(
                        Code.MODEL_NAME_TAKEN, name=card.name, version=card.version, path=str(file),
                        taken_by=str(model.file),
                    )
                )  # fmt: skip
        return None

    @contextmanager
    def _copied(self, file: Path) -> Iterator[Path]:
        """A copy of the file in a hidden folder beside its place, on the disk; gone at the end."""
        beside = Path(tempfile.mkdtemp(prefix=".adding-", dir=self.folder))
        try:
            copy = beside / file.name
            try:
                write_whole(copy, file.read_bytes())
                if card_beside(file).exists():
                    write_whole(card_beside(copy), card_beside(file).read_bytes())
            except FileNotFoundError as error:
                raise ModelError(message(Code.MODEL_MISSING, path=str(file))) from error
            try:
                yield copy
            except ModelError as error:
                raise _about(error, copy, file) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _files(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(file for file in self.folder.glob(f"*{SUFFIX}") if not file.name.startswith("."))


def _stored(file: Path, *, is_shipped: bool) -> StoredModel:
    card, sha256 = read_card(file)
    return StoredModel(file, sha256, card, is_shipped)


def _names(card: ModelCard) -> tuple[str, str, str]:
    return card.name, f"{card.name} {card.version}", f"{card.name}-{card.version}"


def _about(error: ModelError, copy: Path, file: Path) -> ModelError:
    """The same trouble, about the file that was to be added and not about its copy."""
    found = error.message
    params = {
        name: value.replace(str(copy), str(file)) if isinstance(value, str) else value
        for name, value in found.params.items()
    }
    return ModelError(message(found.code, **params))
