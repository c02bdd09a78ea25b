"""Immutable dataset versions: the only thing training and evaluation read.

    VERSION/manifest.json    classes (which are no defects), terms, the versions it was made of,
                             and per sample: files, hashes, group, split, origin
    VERSION/frames/NAME.*    the frame as it was imported, byte for byte
    VERSION/masks/NAME.png   8-bit index PNG: 0 background, 255 ignore

A group (a coil, a rail, the turned twins of one frame) never spans two splits. The version's id is the
hash of its content: two versions with the same id are the same data, whatever they are called and whoever made them.
So ``manifest_sha256`` covers what the id must not: every other entry of the manifest. Both are checked at opening. A
version appears whole or not at all: it is built in a hidden folder beside its own and renamed.

A version may come from anywhere: its files lie in these two folders, no link leads out of them, and whatever else
its manifest says is checked before it is used.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from PIL import Image

from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.bits import check_bits, container_bits
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX, class_names_fault, non_defect_indices
from inspector.core.files import folded, sha256_of, write_whole
from inspector.core.frame import Pixels
from inspector.core.messages import Code, DatasetError, message
from inspector.core.typed_json import from_json, parsed_json
from inspector.core.untrusted import file_inside, file_name_fault, name_fault, path_below, read_bounded, text_fault
from inspector.datasets.building import (
    FRAMES,
    MASKS,
    NOTES,
    PARTS,
    Building,
    below,
    built_beside,
    refusal,
    write_new,
)
from inspector.datasets.building import check_is_free as check_is_free  # of a version, so it is found beside it
from inspector.pictures.decoding import bits_fault, decode_picture
from inspector.pictures.formats.picture import DecodedPixels

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

MANIFEST_NAME = "manifest.json"
MANIFEST_FORMAT = 4  # 1 had no non_defects, 2 no parents and no bits, 3 no manifest_sha256
MAX_MANIFEST_BYTES = 1_000_000_000
MAX_FILE_BYTES = 4_000_000_000  # of one frame or mask
MAX_SIDE_PX = 100_000_000  # far above any frame; whoever counts pixels need not fear for their integers


class Split(StrEnum):
    TRAIN = "train"
    VAL = "val"
    TEST = "test"
    UNUSED = "unused"  # kept for the record, read by nobody: it would leak between the others


class Origin(StrEnum):
    REAL = "real"
    SYNTHETIC = "synthetic"  # made by the generator of strips
    INJECTED = "injected"  # a real frame with real defects of other frames put into it


class Derivation(StrEnum):
    """How a version was made of another one."""

    SPLIT = "split"  # same frames and masks, in other groups or splits
    INJECTED = "injected"  # with frames added that hold injected defects
    RELABELLED = "relabelled"  # with masks changed by people


@dataclass(frozen=True, slots=True)
class VersionParent:
    """A version that another one was made of, by its name and content id at that time."""

    name: str
    id: str
    how: Derivation
    detail: str = ""  # e.g. the seed and shares of a split, for people


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame with its annotation, as the manifest holds it."""

    name: str  # can be that of a file on every system
    frame_file: str  # frames/FILE below the version's folder
    frame_sha256: str
    mask_file: str  # masks/FILE
    mask_sha256: str
    height: int
    width: int
    group: str
    split: Split
    origin: Origin
    n_pixels: tuple[int, ...]  # per class index
    note: str = ""  # where a synthetic sample comes from: seed and rows; of an injected one, JSON of its injections
    bits: int | None = None  # of 16-bit values, where they are not as the file says; None: as it says, else 8 or 16

    def __post_init__(self) -> None:
        if self.bits is not None:
            check_bits(self.bits)


@dataclass(frozen=True, slots=True)
class NewSample:
    """A sample to be written: the encoded frame and its class map."""

    name: str
    frame_bytes: bytes
    frame_suffix: str  # ".jpg", ".png" …
    class_map: ClassMap
    group: str
    split: Split
    origin: Origin = Origin.REAL
    note: str = ""
    bits: int | None = None  # of 16-bit values, 8 to 16; None: as the file says, else 16
    memo: str = ""  # for its maker, should writing stop and go on later; no part of the version


@dataclass(frozen=True, slots=True)
class LateSample:
    """A sample that is made when its turn comes, and not at all where a stopped writing has left it whole."""

    name: str
    make: Callable[[], NewSample | None]  # None: there is none after all
    left: Callable[[Sample, str], object] = lambda sample, memo: None  # told what was left, instead of ``make``


@dataclass(frozen=True, slots=True)
class DatasetVersion:
    folder: Path
    id: str  # content hash
    name: str
    class_names: tuple[str, ...]  # by index; 0 is background
    source: str
    terms: str  # licence and terms of the data, as the source states them
    created_at: str
    created_by: str
    samples: tuple[Sample, ...]
    non_defects: tuple[str, ...] = ()  # classes that are annotated and are no defects; none: not stated of any
    parents: tuple[VersionParent, ...] = ()  # none: imported, or written by a program that did not note them

    def __post_init__(self) -> None:
        non_defect_indices(self.class_names, self.non_defects)

    @property
    def non_defect_indices(self) -> tuple[int, ...]:
        return non_defect_indices(self.class_names, self.non_defects)

    def of_split(self, split: Split) -> tuple[Sample, ...]:
        return tuple(sample for sample in self.samples if sample.split is split)

    def read(self, sample: Sample) -> tuple[Pixels, ClassMap]:
        """Pixels (H, W[, 3]) and class map (H, W) uint8 of one sample, its hashes checked.

        Raises DatasetError if a file is missing, differs from the manifest or is no such picture.
        """
        return self.read_pixels(sample), self.read_class_map(sample)

    def read_pixels(self, sample: Sample) -> Pixels:
        return self.read_picture(sample).pixels

    def read_picture(self, sample: Sample) -> DecodedPixels:
        """Pixels and their bits, as inspection takes them. Raises as ``read``, also where a value needs more bits."""
        picture = decode_picture(self.read_frame(sample), sample.name)
        if sample.bits is not None and container_bits(picture.pixels) == 16:
            picture = replace(picture, stated_bits=sample.bits)
        _check_bits(self.folder, sample.name, picture.pixels, picture.bits)
        self._check_size(sample, "frame", picture.pixels.shape[:2])
        return picture

    def read_frame(self, sample: Sample) -> bytes:
        """The frame's file, byte for byte, its hash checked."""
        return self._checked(sample.frame_file, sample.frame_sha256)

    def read_class_map(self, sample: Sample) -> ClassMap:
        data = self._checked(sample.mask_file, sample.mask_sha256)
        try:
            class_map = decode_mask(data)
        except (ValueError, OSError) as error:  # whoever wrote the manifest hashed a broken mask
            raise refusal(self.folder, f"{sample.mask_file}: {error}") from error
        self._check_size(sample, "mask", class_map.shape)
        counts = np.bincount(class_map.ravel(), minlength=256)[:IGNORE_INDEX]
        if tuple(counts[: len(self.class_names)].tolist()) != sample.n_pixels or counts[len(self.class_names) :].any():
            raise refusal(self.folder, f"{sample.name}: the mask holds other classes than the manifest says")
        return class_map

    def _check_size(self, sample: Sample, what: str, found: tuple[int, ...]) -> None:
        if found != (sample.height, sample.width):
            stated = f"{sample.width} x {sample.height}"
            detail = f"{sample.name}: the {what} has {found[1]} x {found[0]} pixels, the manifest says {stated}"
            raise refusal(self.folder, detail)

    def _checked(self, file: str, expected: str) -> bytes:
        try:
            data = read_bounded(below(self.folder, file), MAX_FILE_BYTES)
        except OSError as error:
            raise refusal(self.folder, f"{file}: {error.strerror}") from error
        except ValueError as error:
            raise refusal(self.folder, f"{file}: {error}") from error
        if sha256_of(data) != expected:
            raise DatasetError(message(Code.DATASET_CHANGED, path=str(self.folder), file=file))
        return data

    def copy_frame(self, sample: Sample, folder: Path) -> None:
        """The frame's file into another folder, as a link where the disk can: frames are large.

        Raises DatasetError as ``read`` does, and OSError.
        """
        frame = below(folder, sample.frame_file)
        frame.parent.mkdir(parents=True, exist_ok=True)
        try:
            frame.hardlink_to(below(self.folder, sample.frame_file).resolve())  # of the frame, not of a link to it
        except OSError:  # another disk, or one without links
            write_new(folder, sample.frame_file, self.read_frame(sample))

    def copy_mask(self, sample: Sample, folder: Path) -> None:
        """The mask's file into another folder, never as a link: an editor that saves in place must not change two
        versions at once. Raises DatasetError as ``read`` does, and OSError."""
        write_new(folder, sample.mask_file, self._checked(sample.mask_file, sample.mask_sha256))


def decode_mask(data: bytes) -> ClassMap:
    """Class map of an index picture of up to 8 bits, grey or palette; ValueError for any other kind."""
    with Image.open(io.BytesIO(data)) as picture:
        if picture.mode not in ("L", "P"):
            raise ValueError(f"a mask is an 8-bit index picture, this one is {picture.mode}")
        class_map = np.array(picture, np.uint8)
        n_bits = data[24] if data.startswith(b"\x89PNG") else 8
        if picture.mode == "L" and n_bits in (2, 4):  # PIL has stretched them to 0..255
            class_map //= 255 // (2**n_bits - 1)
        return class_map


def encode_mask(class_map: ClassMap) -> bytes:
    """Index PNG of a class map, lossless and the same bytes for the same map."""
    encoded = io.BytesIO()
    Image.fromarray(class_map).save(encoded, "PNG", optimize=False)
    return encoded.getvalue()


def check_groups(samples: Iterable[Sample], where: Path) -> None:
    """Raises DatasetError if a group spans two of train, val and test."""
    splits: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        if sample.split is not Split.UNUSED:
            splits[sample.group].add(sample.split.value)
    for group, found in sorted(splits.items()):
        if len(found) > 1:
            raise DatasetError(
                message(Code.DATASET_LEAK, path=str(where), group=group, splits=", ".join(sorted(found)))
            )


def _check_facts(version: DatasetVersion) -> None:
    """Raises ValueError for what no manifest can say: paths outside, names that are none or are there twice, numbers
    that do not belong together."""
    if fault := class_names_fault(version.class_names):
        raise ValueError(fault)
    if fault := file_name_fault(version.name):  # how a dataset is balanced lies in a file of its name
        raise ValueError(f"its name {version.name!r} cannot be used: {fault}")
    texts = [version.source, version.terms, version.created_at, version.created_by]
    texts += [text for parent in version.parents for text in (parent.name, parent.id, parent.detail)]
    for text in texts:
        if fault := text_fault(text):
            raise ValueError(f"the text {text[:80]!r} cannot be used: {fault}")
    taken: set[str] = set()
    for sample in version.samples:
        if fault := _fault_of_sample(sample, len(version.class_names)):
            raise ValueError(fault)
        for what in (f"name {sample.name}", f"file {sample.frame_file}", f"file {sample.mask_file}"):
            if folded(what) in taken:
                raise ValueError(f"the {what} is there twice, or in names that differ by case alone")
            taken.add(folded(what))


def _fault_of_sample(sample: Sample, n_classes: int) -> str:
    """ "" where there is none."""
    name = sample.name
    if fault := file_name_fault(name):
        return f"the name {name!r} of a frame cannot be used: {fault}"
    if fault := name_fault(sample.group):
        return f"the group {sample.group!r} of {name} cannot be used: {fault}"
    if fault := text_fault(sample.note):
        return f"the note of {name} cannot be used: {fault}"
    for folder, file in ((FRAMES, sample.frame_file), (MASKS, sample.mask_file)):
        if path_below(file).parent != PurePosixPath(folder):
            return f"the file {file!r} of {name} does not lie in “{folder}”"
    for sha256 in (sample.frame_sha256, sample.mask_sha256):
        if re.fullmatch("[0-9a-f]{64}", sha256) is None:
            return f"{sha256[:80]!r} of {name} is no SHA-256"
    n_pixels = sample.height * sample.width
    if not (0 < sample.height <= MAX_SIDE_PX and 0 < sample.width <= MAX_SIDE_PX):
        return f"{name} cannot have {sample.width} x {sample.height} pixels"
    if len(sample.n_pixels) != n_classes or min(sample.n_pixels) < 0 or sum(sample.n_pixels) > n_pixels:
        return f"the counts of pixels of {name} are not those of {n_classes} classes and {n_pixels} pixels"
    return ""


def _content_id(class_names: Sequence[str], samples: Sequence[Sample], non_defects: Sequence[str]) -> str:
    facts = [
        [s.name, s.frame_sha256, s.mask_sha256, s.group, s.split.value, s.origin.value]
        + ([] if s.bits is None else [s.bits])
        for s in sorted(samples, key=lambda s: s.name)
    ]
    content: list[Any] = [list(class_names), facts]
    if non_defects:  # where none are named the ids stay those of before they could be
        content.append(sorted(non_defects))
    return sha256_of(json.dumps(content, ensure_ascii=False).encode())[:16]


def write_version(
    folder: Path,
    *,
    name: str,
    class_names: Sequence[str],
    source: str,
    terms: str,
    samples: Iterable[NewSample | LateSample],
    non_defects: Sequence[str] = (),
    other_files: Mapping[str, bytes] | None = None,
    key: str = "",
) -> DatasetVersion:
    """Write a version of new samples; ``other_files`` by name lie beside its manifest.

    ``key`` stands for all that the samples will be: where one is given and writing is stopped, the next one with the
    same key goes on (``building``). ``left`` and ``make`` of a sample are called before the next sample is asked for.

    Raises DatasetError for a leak, a class index that has no name, a mask of another size, a value above the bits
    stated, a name that is none or is used twice, or a folder that already holds something; OSError where the disk
    refuses; ValueError as ``non_defect_indices``.
    """
    with built_beside(folder, key) as building:
        building.discard(*(other_files or {}))
        for file, content in (other_files or {}).items():
            write_new(building.folder, file, content)
        written: dict[str, Sample] = {}
        for new in samples:
            _write_sample(building, new, class_names, written)
        facts = DatasetVersion(
            folder, "", name, tuple(class_names), source, terms, "", "", tuple(written.values()), tuple(non_defects)
        )
        return _finish(building, facts, other_files or {})


def _check_bits(folder: Path, name: str, pixels: Pixels, bits: int) -> None:
    fault = bits_fault(pixels, bits, name)
    if fault is not None:
        highest, needed = fault.params["highest"], fault.params["needed"]
        raise refusal(folder, f"{name}: the frame holds the value {highest}, which needs {needed} bits, not {bits}")


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is noted of a sample whose files are whole."""

    sample: Sample
    memo: str


@cache
def _noted_shape() -> TypeAdapter[_Noted]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Noted)


def _left(building: Building, name: str, n_classes: int) -> _Noted | None:
    """What a stopped building has left of a sample, if its files are still those that were noted."""
    line = building.noted.get(folded(name))
    if line is None:
        return None
    try:
        noted = from_json(_noted_shape(), line, "a note")
        if noted.sample.name != name or _fault_of_sample(noted.sample, n_classes):
            return None
    except ValueError:
        return None
    sample = noted.sample
    files = ((sample.frame_file, sample.frame_sha256), (sample.mask_file, sample.mask_sha256))
    return noted if all(_holds(building.folder, file, sha256) for file, sha256 in files) else None


def _holds(folder: Path, file: str, sha256: str) -> bool:
    try:
        return sha256_of(read_bounded(below(folder, file), MAX_FILE_BYTES)) == sha256
    except (OSError, ValueError, DatasetError):
        return False


def _write_sample(
    building: Building, given: NewSample | LateSample, class_names: Sequence[str], written: dict[str, Sample]
) -> None:
    """Write frame and mask, and note them in ``written``, by the folded name."""
    folder = building.folder
    if folded(given.name) in written:
        raise refusal(folder, f"the name {given.name} is used twice, or by names that differ in case alone")
    new: NewSample | None
    if isinstance(given, NewSample):
        new = given
    else:
        left = _left(building, given.name, len(class_names))
        if left is not None:
            given.left(left.sample, left.memo)
            written[folded(given.name)] = left.sample
            return
        new = given.make()
        if new is None:
            return
    if fault := file_name_fault(new.name):
        raise refusal(folder, f"the name {new.name!r} of a frame cannot be used: {fault}")
    picture = decode_picture(new.frame_bytes, new.name)
    bits = new.bits if container_bits(picture.pixels) == 16 and new.bits != picture.bits else None
    _check_bits(folder, new.name, picture.pixels, bits or picture.bits)
    height, width = picture.pixels.shape[:2]
    frame_file, mask_file = f"{FRAMES}/{new.name}{new.frame_suffix}", f"{MASKS}/{new.name}.png"
    mask = _encoded_mask(folder, new.name, (height, width), new.class_map, class_names)
    building.discard(mask_file, frame_file)
    write_new(folder, mask_file, mask.content)
    write_new(folder, frame_file, new.frame_bytes)
    sample = Sample(
        name=new.name,
        frame_file=frame_file,
        frame_sha256=sha256_of(new.frame_bytes),
        mask_file=mask_file,
        mask_sha256=mask.sha256,
        height=height,
        width=width,
        group=new.group,
        split=new.split,
        origin=new.origin,
        n_pixels=mask.n_pixels,
        note=new.note,
        bits=bits,
    )
    written[folded(new.name)] = sample
    building.note(new.name, json.dumps(asdict(_Noted(sample, new.memo)), ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class _Mask:
    content: bytes
    sha256: str
    n_pixels: tuple[int, ...]  # per class index


def _encoded_mask(
    folder: Path, name: str, size: tuple[int, int], class_map: ClassMap, class_names: Sequence[str]
) -> _Mask:
    """The mask of a frame of ``size`` (height, width). Raises DatasetError where the class map does not fit it."""
    if class_map.shape != size:
        raise refusal(folder, f"{name}: the mask is {class_map.shape}, the frame {size}")
    counts = np.bincount(class_map.ravel(), minlength=256)
    unknown = np.flatnonzero(counts[len(class_names) : IGNORE_INDEX])
    if unknown.size:
        raise refusal(folder, f"{name}: the mask holds class {unknown[0] + len(class_names)}, which has no name")
    content = encode_mask(class_map)
    return _Mask(content, sha256_of(content), tuple(counts[: len(class_names)].tolist()))


def derive_version(
    folder: Path,
    base: DatasetVersion,
    samples: Sequence[Sample],
    *,
    name: str,
    source: str,
    how: Derivation,
    detail: str = "",
    changed: Mapping[str, ClassMap | None] | None = None,
    added: Iterable[NewSample | LateSample] = (),
    n_added: int = 0,
    new_classes: Sequence[str] = (),
    new_non_defects: Sequence[str] = (),
    key: str = "",
    report: Callable[[int, int], None] = lambda done, total: None,
) -> DatasetVersion:
    """Write a version made of ``base``, which becomes its parent.

    ``samples`` are some or all of the base's own, with other groups, splits and notes; their files keep their bytes,
    but for the masks in ``changed``: a class map by the name of a frame, None for one that shows nothing any more.
    ``added`` are new samples, made as they are asked for, at most ``n_added`` of them. ``new_classes`` come behind
    those of ``base``, whose indices stay; ``new_non_defects`` are of them. ``key`` as in ``write_version``.

    Raises DatasetError for a leak, a folder that already holds something, a file of ``base`` that is missing or was
    changed, or a changed mask that belongs to no sample or does not fit it; OSError where the disk refuses; whatever
    ``report``, which takes samples done and in all, raises.
    """
    masks = changed or {}
    stray = sorted(masks.keys() - {sample.name for sample in samples})
    if stray:
        raise refusal(folder, f"a mask was changed for {stray[0]}, which is no frame of it")
    total = len(samples) + n_added
    class_names, no_pixels = (*base.class_names, *new_classes), (0,) * len(new_classes)
    written: dict[str, Sample] = {}
    with built_beside(folder, key) as building:
        beside = building.folder
        for done, sample in enumerate(samples):
            report(done, total)
            if not _has_frame(building, base, sample):
                building.discard(sample.frame_file)
                base.copy_frame(sample, beside)
            if sample.name in masks:
                size = (sample.height, sample.width)
                class_map = masks[sample.name]
                if class_map is None:
                    class_map = np.full(size, BACKGROUND_INDEX, np.uint8)
                mask = _encoded_mask(folder, sample.name, size, class_map, class_names)
                building.discard(sample.mask_file)
                write_new(beside, sample.mask_file, mask.content)
                written[folded(sample.name)] = replace(sample, mask_sha256=mask.sha256, n_pixels=mask.n_pixels)
            else:
                if not _holds(beside, sample.mask_file, sample.mask_sha256):
                    building.discard(sample.mask_file)
                    base.copy_mask(sample, beside)
                written[folded(sample.name)] = replace(sample, n_pixels=(*sample.n_pixels, *no_pixels))
        for done, new in enumerate(added, len(samples)):
            report(done, total)
            _write_sample(building, new, class_names, written)
        report(total, total)
        parent = VersionParent(base.name, base.id, how, detail)
        facts = replace(
            base, folder=folder, name=name, source=source, samples=tuple(written.values()), parents=(parent,),
            class_names=class_names, non_defects=(*base.non_defects, *new_non_defects),
        )  # fmt: skip
        return _finish(building, facts)


def _has_frame(building: Building, base: DatasetVersion, sample: Sample) -> bool:
    """Whether a stopped building has left the frame: the same file under another name, or one of the same content."""
    path = building.folder / sample.frame_file
    try:
        if path.samefile(base.folder / sample.frame_file):
            return True
    except OSError:  # it is not there, as nearly always
        return False
    return _holds(building.folder, sample.frame_file, sample.frame_sha256)


def _finish(building: Building, facts: DatasetVersion, other_files: Iterable[str] = ()) -> DatasetVersion:
    """Check all facts and write the manifest, the last file of a version. Returns it with its id, time and author."""
    files = {file for sample in facts.samples for file in (sample.frame_file, sample.mask_file)}
    building.finish(files | {NOTES, *other_files})
    check_groups(facts.samples, facts.folder)
    version = replace(
        facts,
        id=_content_id(facts.class_names, facts.samples, facts.non_defects),
        created_at=utc_text(utc_now()),
        created_by=current_actor(),
    )
    try:
        _check_facts(version)
    except ValueError as error:
        raise refusal(facts.folder, str(error)) from error
    manifest = {"format": MANIFEST_FORMAT, **asdict(version)}
    del manifest["folder"]
    manifest["manifest_sha256"] = _manifest_sha256(manifest)
    write_whole(building.folder / MANIFEST_NAME, json.dumps(manifest, indent=0, ensure_ascii=False).encode())
    return version


def _manifest_sha256(entries: Mapping[str, Any]) -> str:
    """Of all entries of a manifest but this one, however the file spells them."""
    covered = {name: value for name, value in entries.items() if name != "manifest_sha256"}
    return sha256_of(json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


@dataclass(frozen=True, slots=True)
class _Manifest:
    """``manifest.json`` as it is read; entries are those of ``DatasetVersion``."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}  # of all that is in it, too

    format: int
    id: str
    name: str
    class_names: tuple[str, ...]
    source: str
    terms: str
    created_at: str
    created_by: str
    samples: tuple[Sample, ...]
    non_defects: tuple[str, ...] = ()
    parents: tuple[VersionParent, ...] = ()
    manifest_sha256: str = ""

    def version(self, folder: Path) -> DatasetVersion:
        """Raises ValueError for what cannot be."""
        entries = {field.name: getattr(self, field.name) for field in fields(self)}
        del entries["format"], entries["manifest_sha256"]
        version = DatasetVersion(folder=folder, **entries)
        _check_facts(version)
        return version


@cache
def _manifest_shape() -> TypeAdapter[_Manifest]:
    """Made when the first version is opened: the window's first paint need not wait for pydantic."""
    from pydantic import TypeAdapter

    return TypeAdapter(_Manifest)


def open_version(folder: Path) -> DatasetVersion:
    """Read a version's manifest and check all that it says, its id and its groups; pixels are checked as they are read.

    Raises DatasetError, also where a link among the version's files leads out of its folder.
    """
    try:
        content = read_bounded(file_inside(folder, MANIFEST_NAME), MAX_MANIFEST_BYTES)
        entries = parsed_json(content)
        found = entries.get("format") if isinstance(entries, dict) else None
        if isinstance(found, int) and found > MANIFEST_FORMAT:  # before its entries, which may be unknown
            raise refusal(folder, "it was written by a newer program")
        manifest = from_json(_manifest_shape(), content, "the manifest")
        version = manifest.version(folder)
    except OSError as error:
        raise refusal(folder, f"its manifest cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise refusal(folder, f"its manifest is not understood: {error}") from error
    is_sealed = manifest.format >= 4 or bool(manifest.manifest_sha256)
    if _content_id(version.class_names, version.samples, version.non_defects) != version.id or (
        is_sealed and _manifest_sha256(entries) != manifest.manifest_sha256
    ):
        raise refusal(folder, "its manifest was changed after it was written")
    check_groups(version.samples, folder)
    _check_links(folder)
    return version


def _check_links(folder: Path) -> None:
    """Raises DatasetError where one of the version's folders, or a file in them, is a link that leads out.

    Links are few, and asking for each of ten thousand files where it really lies would take seconds.
    """
    for part in PARTS:
        try:
            with os.scandir(below(folder, part)) as entries:
                links = [entry.name for entry in entries if entry.is_symlink()]
        except OSError:  # a folder that is not there: each file is missed as it is read
            continue
        for name in links:
            below(folder, f"{part}/{name}")


def read_all(version: DatasetVersion, split: Split) -> Iterator[tuple[Sample, DecodedPixels, ClassMap]]:
    for sample in version.of_split(split):
        yield sample, version.read_picture(sample), version.read_class_map(sample)
