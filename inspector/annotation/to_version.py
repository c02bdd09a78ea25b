"""Reviewed labels become a dataset version.

    gather(store, wish)          ->  Gathered: what would go in, what not and why
    write(gathered, …)           ->  DatasetVersion

With a base, its frames keep their groups, splits and files, and those that were labelled anew get the new mask; other
labelled frames are added, and classes that it lacks come behind its own. Without one, all are new, and the classes are
those that are wished, then those that were painted. Classes are matched by name, never by number. Frames of one piece
are one group; the splits of groups that the base knows are kept, others are dealt.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from inspector.annotation.frame_file import path_of
from inspector.annotation.label_sheet import FrameSource, LabelSheet, LabelState
from inspector.annotation.label_store import LabelStore
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.files import folded, sha256_of
from inspector.core.frame import MAX_PIXELS
from inspector.core.messages import Code, DatasetError, LabelError, message
from inspector.core.untrusted import file_name_fault, read_bounded
from inspector.datasets.group_split import FRAMES, split_groups
from inspector.datasets.version import (
    MAX_FILE_BYTES,
    DatasetVersion,
    Derivation,
    NewSample,
    Sample,
    Split,
    derive_version,
    open_version,
    write_version,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class VersionWish:
    states: frozenset[LabelState] = frozenset({LabelState.REVIEWED})
    base: DatasetVersion | None = None
    group_pattern: re.Pattern[str] | None = None  # its first group in a frame's name is the frame's; before the piece
    # Without a base: what the version has whatever is painted, first and in this order, the background included. Those
    # of the model of today, say: a training on labels of a new kind alone would have no place for the kinds it knows.
    class_names: tuple[str, ...] = ()
    non_defects: tuple[str, ...] = ()  # of these


@dataclass(frozen=True, slots=True)
class Labelled:
    """One frame that goes in."""

    sheet: LabelSheet
    name: str  # of its sample
    sample: Sample | None  # of the base; None: it is added
    group: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Gathered:
    wish: VersionWish
    class_names: tuple[str, ...]  # by index in the version
    non_defects: tuple[str, ...]
    frames: tuple[Labelled, ...]
    left_out: tuple[LeftOut, ...]  # frames whose labels should go in and cannot; a version without them is refused
    n_other_states: int  # not reviewed, say

    @property
    def new_classes(self) -> tuple[str, ...]:
        """Those that the base lacks, behind its own; none without a base."""
        return self.class_names[len(self.wish.base.class_names) :] if self.wish.base is not None else ()


def gather(store: LabelStore, wish: VersionWish, report: Progress = lambda done, total: None) -> Gathered:
    """Look at all labels and find out what the version will hold; masks are not read yet. Raises LabelError."""
    shas = list(store.listed())
    frames: list[Labelled] = []
    left_out: list[LeftOut] = []
    n_others = 0
    of_base = {sample.frame_sha256: sample for sample in wish.base.samples} if wish.base is not None else {}
    taken = {folded(sample.name) for sample in wish.base.samples} if wish.base is not None else set()
    classes, non_defects = list(wish.class_names), list(wish.non_defects)
    if wish.base is not None:
        classes, non_defects = list(wish.base.class_names), list(wish.base.non_defects)
    for done, sha in enumerate(shas):
        report(done, len(shas))
        sheet = store.read_sheet(sha)
        if sheet is None or sheet.state not in wish.states:
            n_others += 1
            continue
        sample = of_base.get(sha)
        stem = _stem(sheet.source)
        if sample is None and (fault := file_name_fault(stem)):
            reason = f"its frame cannot be called so: {fault}"
        elif sheet.height * sheet.width > MAX_PIXELS:
            reason = f"frames of more than {MAX_PIXELS // 10**6} megapixels become no part of a version"
        else:  # only now: the classes of a frame that is left out are none of the version's
            reason = _classes_fault(sheet, classes, non_defects)
        if reason:
            left_out.append(LeftOut(sheet.source.name, reason))
            continue
        name = sample.name if sample is not None else _free_name(stem, sha, taken)
        taken.add(folded(name))
        group = sample.group if sample is not None else _group_of(name, sheet.source, wish.group_pattern)
        frames.append(Labelled(sheet, name, sample, group))
    report(len(shas), len(shas))
    names = tuple(classes) or ("background",)
    return Gathered(wish, names, tuple(non_defects), tuple(frames), tuple(left_out), n_others)


def _classes_fault(sheet: LabelSheet, classes: list[str], non_defects: list[str]) -> str:
    """Adds the sheet's classes where that is possible; else why they do not fit."""
    if not classes:
        classes.append(sheet.class_names[BACKGROUND_INDEX])
    used = _used(sheet)
    unknown = [name for name in used if name not in classes]
    both = set(used) & set(classes) - set(unknown)
    for name in sorted(both):
        if (name in sheet.non_defects) is not (name in non_defects):
            return f"“{name}” is a defect on one frame and none on another"
    classes.extend(unknown)
    non_defects.extend(name for name in sheet.non_defects if name in unknown)
    return ""


def _used(sheet: LabelSheet) -> list[str]:
    """A sheet lists every class that could be painted; of a mask that was never saved any may have been."""
    of_instances = {note.class_name for note in sheet.instances}
    return [name for name in sheet.class_names[1:] if name in of_instances or not sheet.mask_number]


def _stem(source: FrameSource) -> str:
    """Of the sample's name: that of the frame's file; what the line kept bears the name of its piece, for people."""
    return Path(source.path if source.kind == "evidence" else source.name).stem


def _free_name(stem: str, sha: str, taken: set[str]) -> str:
    return stem if folded(stem) not in taken else f"{stem}-{sha[:12]}"


def _group_of(name: str, source: FrameSource, pattern: re.Pattern[str] | None) -> str:
    found = pattern.search(name) if pattern is not None else None
    return found[1] if found is not None else source.piece or name


def write(
    gathered: Gathered, store: LabelStore, folder: Path, *, name: str, terms: str,
    report: Progress = lambda done, total: None,
) -> DatasetVersion:  # fmt: skip
    """Raises DatasetError where nothing is there to write, a frame is gone or was changed, or groups leak; LabelError
    for labels that cannot be read; OSError where the disk refuses."""
    if not gathered.frames:
        raise _refusal(folder, "no labels are in the state that was asked for")
    base = gathered.wish.base
    if base is None:
        splits = _splits(gathered, {})
        source = f"{len(gathered.frames)} labelled frames"
        return write_version(
            folder, name=name, class_names=gathered.class_names, source=source, terms=terms,
            samples=_added(gathered, store, splits, report), non_defects=gathered.non_defects,
        )  # fmt: skip
    known = {sample.group: sample.split for sample in base.samples}
    splits = _splits(gathered, known)
    changed = _Masks(gathered, store)
    added = [frame for frame in gathered.frames if frame.sample is None]
    detail = f"{len(changed)} frames labelled anew, {len(added)} added"
    if gathered.new_classes:
        detail += f", new classes: {', '.join(gathered.new_classes)}"
    return derive_version(
        folder, base, base.samples, name=name, source=f"{base.source}; {base.name} {base.id}, {detail}",
        how=Derivation.RELABELLED, detail=detail, changed=changed,
        added=_added(gathered, store, splits, lambda done, total: None), n_added=len(added),
        new_classes=gathered.new_classes,
        new_non_defects=[name for name in gathered.new_classes if name in gathered.non_defects], report=report,
    )  # fmt: skip


def _splits(gathered: Gathered, known: Mapping[str, Split]) -> dict[str, Split]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for frame in gathered.frames:
        if frame.sample is None:
            counts[frame.group][FRAMES] += 1
            for class_name in {note.class_name for note in frame.sheet.instances}:
                counts[frame.group][f"class {class_name}"] += 1
    kept = {group: known[group] for group in counts if group in known}
    return split_groups(counts, kept=kept)


def _added(gathered: Gathered, store: LabelStore, splits: Mapping[str, Split], report: Progress) -> Iterator[NewSample]:
    frames = [frame for frame in gathered.frames if frame.sample is None]
    opened: dict[Path, dict[str, Sample]] = {}  # samples of other versions by their frame's SHA-256
    for done, frame in enumerate(frames):
        report(done, len(frames))
        content, suffix, bits = _frame_of(frame.sheet, store.folder.parent, opened)
        class_map = _class_map(frame, store, gathered.class_names)
        yield NewSample(frame.name, content, suffix, class_map, frame.group, splits[frame.group], bits=bits)
    report(len(frames), len(frames))


class _Masks(Mapping[str, ClassMap | None]):
    """New masks of the base's frames by their names, read when they are asked for: all at once may be many GB."""

    def __init__(self, gathered: Gathered, store: LabelStore) -> None:
        self._frames = {frame.name: frame for frame in gathered.frames if frame.sample is not None}
        self._class_names, self._store = gathered.class_names, store

    def __contains__(self, name: object) -> bool:
        return name in self._frames  # without reading it

    def __getitem__(self, name: str) -> ClassMap:
        return _class_map(self._frames[name], self._store, self._class_names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


def _frame_of(
    sheet: LabelSheet, workspace: Path, opened: dict[Path, dict[str, Sample]]
) -> tuple[bytes, str, int | None]:
    """Bytes of its file, its suffix and bits, as where it lies knows them. Raises DatasetError."""
    source = sheet.source
    path = path_of(source, workspace)
    bits = source.bits
    try:
        if source.kind == "dataset":
            if path not in opened:
                opened[path] = {sample.frame_sha256: sample for sample in open_version(path).samples}
            if (sample := opened[path].get(sheet.frame_sha256)) is None:
                raise _refusal(path, f"{source.name} is no frame of it any more")
            path, bits = path / sample.frame_file, sample.bits
        content = read_bounded(path, MAX_FILE_BYTES)
    except OSError as error:
        raise _refusal(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise _refusal(path, str(error)) from error
    if sha256_of(content) != sheet.frame_sha256:
        raise _refusal(path, "it was changed since it was labelled")
    return content, path.suffix.lower(), bits


def _class_map(frame: Labelled, store: LabelStore, class_names: tuple[str, ...]) -> ClassMap:
    """Of the frame, by the version's indices. Raises LabelError."""
    sheet = frame.sheet
    found = store.read_map(sheet)
    table = np.full(256, BACKGROUND_INDEX, np.uint8)
    table[IGNORE_INDEX] = IGNORE_INDEX
    for index, name in enumerate(sheet.class_names[1:], 1):
        if name in class_names:
            table[index] = class_names.index(name)
        elif (found == index).any():  # a program ended before it wrote down which classes the mask holds
            detail = f"it holds “{name}”, which was not known of it; open it once in the window, and leave it"
            raise LabelError(message(Code.LABELS_UNUSABLE, path=sheet.source.name, detail=detail))
    mapped: ClassMap = table[found]
    return mapped


def _refusal(path: Path, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_BROKEN, path=str(path), detail=detail))
