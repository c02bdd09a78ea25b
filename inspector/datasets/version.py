"""Immutable dataset versions: the only thing training and evaluation read.

    VERSION/manifest.json    classes (which are no defects), terms, the versions it was made of,
                             and per sample: files, hashes, group, split, origin
    VERSION/frames/NAME.*    the frame as it was imported, byte for byte
    VERSION/masks/NAME.png   8-bit index PNG: 0 background, 255 ignore

A group (a coil, a rail, the turned twins of one frame) never spans two splits. The version's id is the
hash of its content: two versions with the same id are the same data. A version appears whole or not at all: it is built
in a hidden folder beside its own and renamed.
"""

from __future__ import annotations

import io
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.bits import check_bits, container_bits
from inspector.core.class_map import ClassMap
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX, non_defect_indices
from inspector.core.files import sha256_of, write_whole
from inspector.core.frame import Pixels
from inspector.core.messages import Code, DatasetError, InspectorError, message
from inspector.pictures.decoding import bits_fault, decode_picture
from inspector.pictures.formats.picture import DecodedPixels

MANIFEST_NAME = "manifest.json"
MANIFEST_FORMAT = 3  # 1 had no non_defects, 2 no parents and no bits
PARTS = ("frames", "masks")


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

    name: str
    frame_file: str  # relative to the version's folder
    frame_sha256: str
    mask_file: str
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
        return picture

    def read_frame(self, sample: Sample) -> bytes:
        """The frame's file, byte for byte, its hash checked."""
        return self._checked(sample.frame_file, sample.frame_sha256)

    def read_class_map(self, sample: Sample) -> ClassMap:
        try:
            return decode_mask(self._checked(sample.mask_file, sample.mask_sha256))
        except (ValueError, OSError) as error:  # whoever wrote the manifest hashed a broken mask
            detail = f"{sample.mask_file}: {error}"
            raise DatasetError(message(Code.DATASET_BROKEN, path=str(self.folder), detail=detail)) from error

    def _checked(self, file: str, expected: str) -> bytes:
        try:
            data = (self.folder / file).read_bytes()
        except OSError as error:
            raise DatasetError(
                message(Code.DATASET_BROKEN, path=str(self.folder), detail=f"{file}: {error.strerror}")
            ) from error
        if sha256_of(data) != expected:
            raise DatasetError(message(Code.DATASET_CHANGED, path=str(self.folder), file=file))
        return data

    def copy_frame(self, sample: Sample, folder: Path) -> None:
        """The frame's file into another folder, as a link where the disk can: frames are large.

        Raises DatasetError as ``read`` does, and OSError.
        """
        frame = folder / sample.frame_file
        frame.parent.mkdir(parents=True, exist_ok=True)
        try:
            frame.hardlink_to(self.folder / sample.frame_file)
        except OSError:  # another disk, or one without links
            frame.write_bytes(self.read_frame(sample))

    def copy_mask(self, sample: Sample, folder: Path) -> None:
        """The mask's file into another folder, never as a link: an editor that saves in place must not change two
        versions at once. Raises DatasetError as ``read`` does, and OSError."""
        mask = folder / sample.mask_file
        mask.parent.mkdir(parents=True, exist_ok=True)
        mask.write_bytes(self._checked(sample.mask_file, sample.mask_sha256))


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
    samples: Iterable[NewSample],
    non_defects: Sequence[str] = (),
    other_files: Mapping[str, bytes] | None = None,
) -> DatasetVersion:
    """Write a version of new samples; ``other_files`` by name lie beside its manifest.

    Raises DatasetError for a leak, a class index that has no name, a mask of another size, a value above the bits
    stated, a name used twice, or a folder that already holds something; OSError where the disk refuses; ValueError as
    ``non_defect_indices``.
    """
    with _built_beside(folder) as beside:
        for file, content in (other_files or {}).items():
            (beside / file).write_bytes(content)
        written: dict[str, Sample] = {}
        for new in samples:
            _write_sample(beside, new, class_names, written)
        facts = DatasetVersion(
            folder, "", name, tuple(class_names), source, terms, "", "", tuple(written.values()), tuple(non_defects)
        )
        return _finish(beside, facts)


def check_is_free(folder: Path) -> None:
    """Raises DatasetError where a version cannot be written, since the folder is there and holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _refusal(folder, "it is there already; versions do not change, choose a new folder")


@contextmanager
def _built_beside(folder: Path) -> Iterator[Path]:
    """A hidden folder to build a version in, renamed to ``folder`` at the end of the block. Whatever ends the block
    before, Ctrl-C included, takes what was written with it."""
    check_is_free(folder)
    beside = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(beside, ignore_errors=True)  # of a program that was killed
    try:
        for part in PARTS:
            (beside / part).mkdir(parents=True)
        yield beside
        if folder.exists():
            folder.rmdir()  # empty; Windows renames onto no folder
        beside.replace(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _refusal(folder: Path, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_BROKEN, path=str(folder), detail=detail))


def _check_bits(folder: Path, name: str, pixels: Pixels, bits: int) -> None:
    fault = bits_fault(pixels, bits, name)
    if fault is not None:
        highest, needed = fault.params["highest"], fault.params["needed"]
        raise _refusal(folder, f"{name}: the frame holds the value {highest}, which needs {needed} bits, not {bits}")


def _write_sample(folder: Path, new: NewSample, class_names: Sequence[str], written: dict[str, Sample]) -> None:
    """Write frame and mask, and note them in ``written``."""
    if new.name in written:
        raise _refusal(folder, f"the name {new.name} is used twice")
    if new.name != Path(new.name).name or "\\" in new.name:
        raise _refusal(folder, f"the name {new.name} would lie outside the version")
    picture = decode_picture(new.frame_bytes, new.name)
    bits = new.bits if container_bits(picture.pixels) == 16 and new.bits != picture.bits else None
    _check_bits(folder, new.name, picture.pixels, bits or picture.bits)
    height, width = picture.pixels.shape[:2]
    frame_file = f"frames/{new.name}{new.frame_suffix}"
    sample = Sample(
        name=new.name,
        frame_file=frame_file,
        frame_sha256=sha256_of(new.frame_bytes),
        mask_file=f"masks/{new.name}.png",
        mask_sha256="",
        height=height,
        width=width,
        group=new.group,
        split=new.split,
        origin=new.origin,
        n_pixels=(),
        note=new.note,
        bits=bits,
    )
    sample = _write_mask(folder, sample, new.class_map, class_names)
    (folder / frame_file).write_bytes(new.frame_bytes)
    written[new.name] = sample


def _write_mask(folder: Path, sample: Sample, class_map: ClassMap, class_names: Sequence[str]) -> Sample:
    """Write a class map as the sample's mask. Returns the sample with its hash and counts of pixels."""
    if class_map.shape != (sample.height, sample.width):
        detail = f"{sample.name}: the mask is {class_map.shape}, the frame {(sample.height, sample.width)}"
        raise _refusal(folder, detail)
    counts = np.bincount(class_map.ravel(), minlength=256)
    unknown = np.flatnonzero(counts[len(class_names) : IGNORE_INDEX])
    if unknown.size:
        detail = f"{sample.name}: the mask holds class {unknown[0] + len(class_names)}, which has no name"
        raise _refusal(folder, detail)
    data = encode_mask(class_map)
    (folder / sample.mask_file).write_bytes(data)
    n_pixels = tuple(int(n) for n in counts[: len(class_names)])
    return replace(sample, mask_sha256=sha256_of(data), n_pixels=n_pixels)


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
    added: Iterable[NewSample] = (),
    n_added: int = 0,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> DatasetVersion:
    """Write a version made of ``base``, which becomes its parent.

    ``samples`` are some or all of the base's own, with other groups, splits and notes; their files keep their bytes,
    but for the masks in ``changed``: a class map by the name of a frame, None for one that shows nothing any more.
    ``added`` are new samples, made as they are asked for, at most ``n_added`` of them.

    Raises DatasetError for a leak, a folder that already holds something, a file of ``base`` that is missing or was
    changed, or a changed mask that belongs to no sample or does not fit it; OSError where the disk refuses; whatever
    ``report``, which takes samples done and in all, raises.
    """
    masks = changed or {}
    written = {sample.name: sample for sample in samples}
    stray = sorted(masks.keys() - written.keys())
    if stray:
        raise _refusal(folder, f"a mask was changed for {stray[0]}, which is no frame of it")
    total = len(samples) + n_added
    with _built_beside(folder) as beside:
        for done, sample in enumerate(samples):
            report(done, total)
            base.copy_frame(sample, beside)
            if sample.name in masks:
                class_map = masks[sample.name]
                if class_map is None:
                    class_map = np.full((sample.height, sample.width), BACKGROUND_INDEX, np.uint8)
                written[sample.name] = _write_mask(beside, sample, class_map, base.class_names)
            else:
                base.copy_mask(sample, beside)
        for done, new in enumerate(added, len(samples)):
            report(done, total)
            _write_sample(beside, new, base.class_names, written)
        report(total, total)
        parent = VersionParent(base.name, base.id, how, detail)
        facts = replace(
            base, folder=folder, name=name, source=source, samples=tuple(written.values()), parents=(parent,)
        )
        return _finish(beside, facts)


def _finish(beside: Path, facts: DatasetVersion) -> DatasetVersion:
    """Check the groups and write the manifest, the last file of a version. Returns it with its id, time and author."""
    check_groups(facts.samples, facts.folder)
    version = replace(
        facts,
        id=_content_id(facts.class_names, facts.samples, facts.non_defects),
        created_at=utc_text(utc_now()),
        created_by=current_actor(),
    )
    manifest = {"format": MANIFEST_FORMAT, **asdict(version)}
    del manifest["folder"]
    write_whole(beside / MANIFEST_NAME, json.dumps(manifest, indent=0, ensure_ascii=False).encode())
    return version


def open_version(folder: Path) -> DatasetVersion:
    """Read a version's manifest and check its id and its groups; pixels are checked as they are read."""

    def broken(detail: str) -> DatasetError:
        return DatasetError(message(Code.DATASET_BROKEN, path=str(folder), detail=detail))

    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST_NAME).read_bytes())
        if manifest.pop("format") > MANIFEST_FORMAT:
            raise broken("it was written by a newer program")
        samples = tuple(
            Sample(**{**entry, "split": Split(entry["split"]), "origin": Origin(entry["origin"]),
                      "n_pixels": tuple(entry["n_pixels"])})
            for entry in manifest.pop("samples")
        )  # fmt: skip
        class_names, non_defects = tuple(manifest.pop("class_names")), tuple(manifest.pop("non_defects", ()))
        parents = tuple(
            VersionParent(**{**entry, "how": Derivation(entry["how"])}) for entry in manifest.pop("parents", ())
        )
        version = DatasetVersion(
            folder=folder, samples=samples, class_names=class_names, non_defects=non_defects, parents=parents,
            **manifest,
        )  # fmt: skip
    except InspectorError:
        raise
    except OSError as error:
        raise broken(f"its manifest cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise broken(f"its manifest is not understood: {error}") from error
    if _content_id(version.class_names, version.samples, version.non_defects) != version.id:
        raise broken("its manifest was changed after it was written")
    check_groups(version.samples, folder)
    return version


def read_all(version: DatasetVersion, split: Split) -> Iterator[tuple[Sample, DecodedPixels, ClassMap]]:
    for sample in version.of_split(split):
        yield sample, version.read_picture(sample), version.read_class_map(sample)
