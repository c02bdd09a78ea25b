"""What a signature says of an update file, and what a program that is installed says of itself.

    trusted comment: product:inspector edition:station version:0.2.0 system:linux architecture:amd64 commit:1a2b3c
        bytes:314572800 schema:5 settings:3 card:6                                        (one line)

The comment is signed, so it is believed where the file's name is not. ``schema``, ``settings`` and ``card`` are the
newest versions that the program reads: who goes back to it is told what it cannot read.
"""

from __future__ import annotations

import platform
import re
import sys
from dataclasses import dataclass, fields
from typing import ClassVar, Final, Self

from inspector import __version__
from inspector.core.programs import Build

PRODUCT: Final = "inspector"
TRAINING_PART: Final = "workbench"  # lies in the folder of a Station of the same build
EDITIONS: Final = ("station", TRAINING_PART)
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){1,3}")
_WORD = re.compile(r"[A-Za-z0-9._+-]{1,100}")


@dataclass(frozen=True, slots=True)
class Reads:
    """The newest versions of a plant's files that a program reads; None where it does not say."""

    schema: int | None = None  # of the records
    settings: int | None = None  # of workspace.toml
    card: int | None = None  # of models

    @classmethod
    def of_this(cls) -> Self:
        """This program's own."""
        from inspector.core.model_card import CARD_FORMAT
        from inspector.store.migrations import MIGRATIONS
        from inspector.workspace.settings import SETTINGS_VERSION

        return cls(len(MIGRATIONS), SETTINGS_VERSION, CARD_FORMAT)

    @classmethod
    def of_build(cls, build: Build) -> Self:
        return cls(build.schema, build.settings, build.card)


UNKNOWN: Final = Reads()


@dataclass(frozen=True, slots=True)
class UpdateFacts:
    """Raises ValueError for what cannot be true."""

    REQUIRED: ClassVar = ("product", "edition", "version", "system", "architecture", "bytes")

    product: str
    edition: str
    version: str  # "0.2.0"
    system: str  # "linux", "windows"
    architecture: str  # "amd64"
    n_bytes: int
    commit: str = ""
    reads: Reads = UNKNOWN

    def __post_init__(self) -> None:
        version_key(self.version)
        for field_ in fields(self):
            value = getattr(self, field_.name)
            if isinstance(value, str) and value and not _WORD.fullmatch(value):
                raise ValueError(f"its {field_.name} is {value!r}")

    @property
    def comment(self) -> str:
        """The trusted comment that says all this."""
        known = {
            "product": self.product, "edition": self.edition, "version": self.version, "system": self.system,
            "architecture": self.architecture, "commit": self.commit, "bytes": self.n_bytes,
            "schema": self.reads.schema, "settings": self.reads.settings, "card": self.reads.card,
        }  # fmt: skip
        return " ".join(f"{name}:{value}" for name, value in known.items() if value not in ("", None))

    @classmethod
    def of_comment(cls, comment: str) -> Self:
        """Entries that are not known are passed over. Raises ValueError where one is missing that counts."""
        said = dict(part.split(":", 1) for part in comment.split() if ":" in part)
        if missing := [name for name in cls.REQUIRED if name not in said]:
            raise ValueError(f"its signature does not say its {missing[0]}")
        numbers = {name: _number(said[name], name) for name in ("bytes", "schema", "settings", "card") if name in said}
        return cls(
            said["product"], said["edition"], said["version"], said["system"], said["architecture"], numbers["bytes"],
            said.get("commit", ""), Reads(numbers.get("schema"), numbers.get("settings"), numbers.get("card")),
        )  # fmt: skip


def version_key(version: str) -> tuple[int, ...]:
    """Sorts as versions do: "0.10.0" is newer than "0.9". Raises ValueError for another form."""
    if not _VERSION.fullmatch(version):
        raise ValueError(f"{version!r} is no version, which looks like 0.2.0")
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))


def this_system() -> str:
    return "windows" if sys.platform == "win32" else sys.platform


def this_architecture() -> str:
    """As packages name it."""
    machine = platform.machine().casefold()
    return {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64"}.get(machine, machine)


def this_version() -> str:
    return __version__


def _number(text: str, name: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise ValueError(f"its {name} is {text[:40]!r}, no number")
    return int(text)
