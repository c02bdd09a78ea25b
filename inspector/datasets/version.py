"""Immutable dataset versions: the only thing training and evaluation read.

    VERSION/manifest.json    classes (which are no defects), terms, and per sample: files, hashes, group, split, origin
    VERSION/frames/NAME.*    the frame as it was imported, byte for byte
    VERSION/masks/NAME.png   8-bit index PNG: 0 background, 255 ignore

A group (a coil, a rail, the turned twins of one picture) never spans two splits. The version's id is the
hash of its content: two versions with the same id are the same data.
"""

from __future__ import annotations

import io
import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from inspector.core.audit import current_actor, utc_now, utc_text
from inspector.core.class_map import ClassMap
from inspector.core.classes import non_defect_indices
from inspector.core.files import sha256_of, write_whole
from inspector.core.frame import Pixels
from inspector.core.messages import Code, DatasetError, InspectorError, message
from inspector.pictures.decoding import decode_picture

MANIFEST_NAME = "manifest.json"
MANIFEST_FORMAT = 2  # 1 had no non_defects


class Split(StrEnum):
    TRAIN = "train"
    VAL = "val"
    TEST = "test"
    UNUSED = "unused"  # kept for the record, read by nobody: it would leak between the others


class Origin(StrEnum):
    REAL = "real"
    SYNTHETIC = "synthetic"  # made by the generator of strips
    INJECTED = "injected"  # a real frame with real defects of other frames put into it


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
    non_defects: tuple[str, ...] = ()  # classes that are annotated and are no defects; none: nothing was said of any

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
        return decode_picture(self.read_frame(sample), sample.name)

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

    def copy_files(self, sample: Sample, folder: Path) -> None:
        """The files of one sample into another folder, frames linked where the disk can: they are large.

        Masks, which people edit, are copied. Raises DatasetError as ``read`` does, and OSError.
        """
        frame, mask = folder / sample.frame_file, folder / sample.mask_file
        for file in (frame, mask):
            file.parent.mkdir(parents=True, exist_ok=True)
        try:
            frame.hardlink_to(self.folder / sample.frame_file)
        except OSError:  # another disk, or one without links
            frame.write_bytes(self._checked(sample.frame_file, sample.frame_sha256))
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
) -> DatasetVersion:
    """Write a version into ``folder``, which must not hold one. The manifest comes last: no half versions.

    Whatever stops it, Ctrl-C included, takes what was written so far with it. Raises DatasetError for a leak, a class
    index that has no name, a mask of another size, a name used twice, or a folder that already holds a version;
    OSError where the disk refuses; ValueError as ``non_defect_indices``.
    """

    if (folder / MANIFEST_NAME).exists():
        raise _refusal(folder, "it already holds a version; versions do not change, choose a new folder")
    parts = [folder / "frames", folder / "masks"]
    for part in parts:
        part.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    try:
        written: dict[str, Sample] = {}
        for new in samples:
            _write_sample(folder, new, class_names, written, files)
        return _finish(folder, folder, name, class_names, source, terms, tuple(written.values()), non_defects)
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        for part in parts:
            with suppress(OSError):  # it holds what others wrote
                part.rmdir()
        raise


def _refusal(folder: Path, detail: str) -> DatasetError:
    return DatasetError(message(Code.DATASET_BROKEN, path=str(folder), detail=detail))


def _write_sample(
    folder: Path, new: NewSample, class_names: Sequence[str], written: dict[str, Sample], files: list[Path]
) -> None:
    """Write frame and mask, noted in ``written`` and ``files``."""
    if new.name in written:
        raise _refusal(folder, f"the name {new.name} is used twice")
    if new.name != Path(new.name).name or "\\" in new.name:
        raise _refusal(folder, f"the name {new.name} would lie outside the version")
    pixels = decode_picture(new.frame_bytes, new.name)
    height, width = pixels.shape[:2]
    if new.class_map.shape != (height, width):
        raise _refusal(folder, f"{new.name}: the mask is {new.class_map.shape}, the frame {(height, width)}")
    counts = np.bincount(new.class_map.ravel(), minlength=256)
    unknown = np.flatnonzero(counts[len(class_names) : 255])
    if unknown.size:
        detail = f"{new.name}: the mask holds class {unknown[0] + len(class_names)}, which has no name"
        raise _refusal(folder, detail)
    mask_bytes = encode_mask(new.class_map)
    frame_file, mask_file = f"frames/{new.name}{new.frame_suffix}", f"masks/{new.name}.png"
    for file, content in ((frame_file, new.frame_bytes), (mask_file, mask_bytes)):
        files.append(folder / file)
        (folder / file).write_bytes(content)
    written[new.name] = Sample(
        name=new.name,
        frame_file=frame_file,
        frame_sha256=sha256_of(new.frame_bytes),
        mask_file=mask_file,
        mask_sha256=sha256_of(mask_bytes),
        height=height,
        width=width,
        group=new.group,
        split=new.split,
        origin=new.origin,
        n_pixels=tuple(int(n) for n in counts[: len(class_names)]),
        note=new.note,
    )


def derive_version(
    folder: Path,
    base: DatasetVersion,
    samples: Sequence[Sample],
    *,
    name: str,
    source: str,
    added: Iterable[NewSample] = (),
    n_added: int = 0,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> DatasetVersion:
    """Write a version of frames and masks that ``base`` holds: ``samples`` are some or all of its own, with other
    groups, splits and notes; ``added`` are new ones, made as they are asked for, at most ``n_added`` of them. Files
    keep their bytes. It appears whole or not at all: built beside, then renamed.

    Raises DatasetError for a leak, a folder that is there already, or a file of ``base`` that is missing or was
    changed; OSError where the disk refuses; whatever ``report``, which takes samples done and in all, raises.
    """
    if folder.exists():
        detail = "it is there already; versions do not change, choose a new folder"
        raise DatasetError(message(Code.DATASET_BROKEN, path=str(folder), detail=detail))
    beside = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(beside, ignore_errors=True)  # of a program that was killed
    beside.mkdir(parents=True)
    try:
        total, written = len(samples) + n_added, {sample.name: sample for sample in samples}
        for done, sample in enumerate(samples):
            report(done, total)
            base.copy_files(sample, beside)
        for part in ("frames", "masks"):
            (beside / part).mkdir(exist_ok=True)
        for done, new in enumerate(added, len(samples)):
            report(done, total)
            _write_sample(beside, new, base.class_names, written, [])
        report(total, total)
        version = _finish(
            beside, folder, name, base.class_names, source, base.terms, tuple(written.values()), base.non_defects
        )
        beside.replace(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return version


def _finish(
    written_to: Path,
    folder: Path,
    name: str,
    class_names: Sequence[str],
    source: str,
    terms: str,
    samples: tuple[Sample, ...],
    non_defects: Sequence[str],
) -> DatasetVersion:
    """Check the groups and write the manifest, the last file of a version."""
    check_groups(samples, folder)
    version = DatasetVersion(
        folder=folder,
        id=_content_id(class_names, samples, non_defects),
        name=name,
        class_names=tuple(class_names),
        source=source,
        terms=terms,
        created_at=utc_text(utc_now()),
        created_by=current_actor(),
        samples=samples,
        non_defects=tuple(non_defects),
    )
    manifest = {"format": MANIFEST_FORMAT, **asdict(version)}
    del manifest["folder"]
    write_whole(written_to / MANIFEST_NAME, json.dumps(manifest, indent=0, ensure_ascii=False).encode())
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
        version = DatasetVersion(
            folder=folder, samples=samples, class_names=class_names, non_defects=non_defects, **manifest
        )
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


def read_all(version: DatasetVersion, split: Split) -> Iterator[tuple[Sample, Pixels, ClassMap]]:
    for sample in version.of_split(split):
        yield sample, *version.read(sample)
