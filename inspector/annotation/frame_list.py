"""Frames that may be labelled, as lists: of a folder, of a dataset version, and those that the line kept.

    frames_of_folder(folder)      names alone; a file is opened when it is looked at
    frames_of_version(version)    as its manifest has them
    frames_of_line(rows, …)       whole frames kept as evidence, each with the reasons to look at it
    frames_of_labels(labels)      all that have labels, wherever they came from

Nothing here reads a picture, so that 100,000 frames are a second of work.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, overload

from inspector.annotation.label_index import LabelFacts
from inspector.annotation.label_sheet import FrameSource
from inspector.core.frame_keeping import KeptBecause
from inspector.core.messages import Code, SourceError, message
from inspector.datasets.version import DatasetVersion
from inspector.pictures.decoding import PICTURE_SUFFIXES, printable
from inspector.sources.listing import list_names, natural_key
from inspector.sources.readers import ANSWER_S, NoAnswer, Reading, answer
from inspector.store.queries.evidence import KeptFrame, kept_frames


class Why(StrEnum):
    """A frame should be labelled, the weightiest reason first."""

    REMARKED = "remarked"  # somebody at the line said that something is wrong there
    DISAGREES = "disagrees"  # the model of today is sure of something else than the labels
    CANDIDATE = "candidate"  # in shadow it reports something else than the line
    UNCERTAIN = "uncertain"
    RARE = "rare"  # of its class few frames are known
    SEVERE = "severe"
    EVERY_NTH = "every nth"


@dataclass(frozen=True, slots=True)
class Reason:
    why: Why
    weight: float  # of frames with one reason the heaviest goes first
    detail: str = ""  # what was said at the line, or the class


@dataclass(frozen=True, slots=True)
class ListedFrame:
    source: FrameSource
    frame_sha256: str = ""  # "" until its file was opened
    reasons: tuple[Reason, ...] = ()
    class_names: tuple[str, ...] = ()  # that the line found in it, or its version has
    along_mm: float | None = None  # where it begins on its piece, of one that the line kept
    least_score: float | None = None  # of the defects that the line found in it, 0 to 1


class FolderFrames(Sequence[ListedFrame]):
    """Pictures of a folder in natural order. Each is made when it is asked for: 100,000 of them take half a second and
    50 MB, and few are looked at."""

    def __init__(self, folder: Path, names: Sequence[str], unreadable: Sequence[tuple[str, str]] = ()) -> None:
        self._root = f"{folder}/"
        self._names = names  # POSIX paths below the folder
        self.unreadable = tuple(unreadable)  # folders below it that could not be listed, and why

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, at: int) -> ListedFrame: ...

    @overload
    def __getitem__(self, at: slice) -> FolderFrames: ...

    def __getitem__(self, at: int | slice) -> ListedFrame | FolderFrames:
        if isinstance(at, slice):
            return FolderFrames(Path(self._root), self._names[at])
        return ListedFrame(FrameSource("folder", self.path(at), printable(self._names[at])))

    def path(self, at: int) -> str:
        return self._root + self._names[at]

    def paths(self) -> Iterator[str]:
        return (self._root + name for name in self._names)


def frames_of_folder(folder: Path) -> FolderFrames:
    """Pictures of a folder and of those below it. Raises SourceError."""
    unreadable: list[tuple[str, str]] = []

    def look(reading: Reading[Any]) -> list[str]:
        return list_names(
            str(folder), recursive=True, answered=reading.answered,
            on_unreadable=lambda below, error: unreadable.append((printable(below), error.strerror or str(error))),
        )  # fmt: skip

    try:
        names = answer(look, ANSWER_S)
    except NoAnswer as error:  # a share that hangs holds up no other list, nor the program's end
        detail = f"it has not answered for {ANSWER_S:g} s"
        raise SourceError(message(Code.SOURCE_UNREADABLE, path=printable(str(folder)), detail=detail)) from error
    except FileNotFoundError as error:
        raise SourceError(message(Code.SOURCE_MISSING, path=printable(str(folder)))) from error
    except OSError as error:
        raise SourceError(message(Code.SOURCE_UNREADABLE, path=printable(str(folder)), detail=str(error))) from error
    suffixes = tuple(PICTURE_SUFFIXES)
    pictures = [name for name in names if name.lower().endswith(suffixes)]
    pictures.sort(key=natural_key)
    return FolderFrames(folder, pictures, unreadable)


def class_names_in(frames: Sequence[ListedFrame]) -> frozenset[str]:
    """That a list knows without labels."""
    if isinstance(frames, FolderFrames):
        return frozenset()  # a folder says nothing of classes
    return frozenset(name for names in {frame.class_names for frame in frames} for name in names)


def frames_of_version(version: DatasetVersion, folder: Path) -> tuple[ListedFrame, ...]:
    """``folder``: that of the version."""
    path = str(folder)
    return tuple(
        ListedFrame(
            FrameSource("dataset", path, sample.name, piece=sample.group, bits=sample.bits), sample.frame_sha256,
            class_names=tuple(
                name for name, n in zip(version.class_names[1:], sample.n_pixels[1:], strict=True) if n
            ),
        )
        for sample in version.samples
    )  # fmt: skip


def frames_of_line(rows: sqlite3.Connection, frames_folder: str = "frames") -> tuple[ListedFrame, ...]:
    """Whole frames that the line kept and that are there, the newest first; their paths are below the workspace."""
    kept = kept_frames(rows)
    n_frames_of = Counter(name for frame in kept for name in set(frame.class_names))
    return tuple(_kept(frame, n_frames_of, frames_folder) for frame in kept)


def frames_of_labels(labels: Iterable[LabelFacts]) -> tuple[ListedFrame, ...]:
    """Also those whose frame is gone: opening it says so."""
    known = [ListedFrame(facts.source, facts.frame_sha256) for facts in labels if facts.source is not None]
    return tuple(sorted(known, key=lambda frame: (natural_key(frame.source.name), frame.frame_sha256)))


def _kept(frame: KeptFrame, n_frames_of: Counter[str], folder: str) -> ListedFrame:
    because = set(frame.kept_because.split(","))
    reasons = []
    if frame.remark is not None or because & {KeptBecause.REMARKED, KeptBecause.FLAGGED}:
        reasons.append(Reason(Why.REMARKED, 1.0, frame.remark or ""))
    if KeptBecause.DISAGREED in because:
        reasons.append(Reason(Why.CANDIDATE, 1.0))
    if KeptBecause.UNCERTAIN in because:
        # How near the least certain defect is to its threshold; one without a score is the most uncertain.
        reasons.append(Reason(Why.UNCERTAIN, 1.0 - (frame.least_margin or 0.0)))
    if frame.class_names:
        rarest = min(frame.class_names, key=lambda name: (n_frames_of[name], name))
        reasons.append(Reason(Why.RARE, 1.0 / n_frames_of[rarest], rarest))
    if KeptBecause.SEVERE in because:
        reasons.append(Reason(Why.SEVERE, 1.0))
    if KeptBecause.EVERY_NTH in because:
        reasons.append(Reason(Why.EVERY_NTH, 1.0))
    name = f"{printable(frame.piece_name)} · {frame.lane}·{frame.frame_index}"
    source = FrameSource(
        "evidence", f"{folder}/{frame.path}", name, frame.piece_name, frame.inspection_id, frame.frame_index,
        ",".join(reason.why for reason in reasons), frame.bits,
    )  # fmt: skip
    return ListedFrame(
        source, reasons=tuple(reasons), class_names=frame.class_names, along_mm=frame.along_mm,
        least_score=frame.least_score,
    )  # fmt: skip
