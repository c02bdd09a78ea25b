"""A model with all that belongs to it as one file, to be carried from one PC to another.

    NAME.inspector-model = zip, nothing compressed:
        manifest.json    what it is, from where and by whom; name, size and sha256 of every other part
        model.onnx       the model, as one file with its card
        golden.npz       what it must answer on any PC, where it was kept
        proof.json       how it proved itself where it comes from
        lineage.json     its card, run, scores and promotions there

Import believes nothing: names are those above, sizes and hashes must be the manifest's, the model is tried, opened and
asked its golden answers as any other. The proof is kept to be read, and opens no gate: speed, backend and the active
model are those of another PC. Hashes are no signature: a file that somebody made anew as a whole is taken for true.

    WORKSPACE/models/imported/SHA256/    proof and lineage of a model that came as such a file
"""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from inspector.audit.log import AUDIT_NAME, Audited, AuditHead, AuditLog
from inspector.core.audit import current_actor, current_pc, utc_now, utc_text
from inspector.core.files import sha256_of, write_whole
from inspector.core.golden_tiles import MAX_BYTES as MAX_GOLDEN_BYTES
from inspector.core.golden_tiles import golden_beside
from inspector.core.messages import Code, Message, ModelError, WorkspaceError, message
from inspector.core.typed_json import from_json
from inspector.core.untrusted import read_bounded, text_fault
from inspector.inference.model_content import MAX_BYTES as MAX_MODEL_BYTES
from inspector.inference.model_content import read_content
from inspector.inference.opening import Opening
from inspector.models_store.catalogue import ModelCatalogue, StoredModel
from inspector.models_store.gate import MAX_BYTES as MAX_PROOF_BYTES
from inspector.models_store.gate import proof_file
from inspector.models_store.golden_files import find_golden, golden_file, keep_golden
from inspector.models_store.lineage import (
    IMPORTED,
    LINEAGE,
    MAX_LINEAGE_BYTES,
    keep_imported,
    lineage_from,
    lineage_json,
    lineage_of,
)
from inspector.models_store.refused import models_unwritable

if TYPE_CHECKING:
    from pydantic import ConfigDict, TypeAdapter

SUFFIX: Final = ".inspector-model"
FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
MODEL, GOLDEN, PROOF = "model.onnx", "golden.npz", "proof.json"
MAX_MANIFEST_BYTES: Final = 100_000
LIMITS: Final[Mapping[str, int]] = {  # bytes of each part
    MANIFEST: MAX_MANIFEST_BYTES, MODEL: MAX_MODEL_BYTES, GOLDEN: MAX_GOLDEN_BYTES, PROOF: MAX_PROOF_BYTES,
    LINEAGE: MAX_LINEAGE_BYTES,
}  # fmt: skip
MAX_BUNDLE_BYTES: Final = sum(LIMITS.values()) + 100_000
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same content is the same file


@dataclass(frozen=True, slots=True)
class BundlePart:
    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    name: str
    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BundleManifest:
    """Raises ValueError where it names parts that no such file has."""

    __pydantic_config__: ClassVar[ConfigDict] = {"extra": "forbid"}

    model: str  # name and version, for people
    model_sha256: str
    parts: tuple[BundlePart, ...]
    exported_at: str  # UTC text
    by: str
    pc: str
    audit: AuditHead  # of the entry before that of this export: a head of that chain, kept elsewhere
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.format != FORMAT:
            raise ValueError(f"it has format {self.format}; this program knows {FORMAT}")
        names = [part.name for part in self.parts]
        if len(set(names)) < len(names) or not {MODEL, LINEAGE} <= set(names) <= set(LIMITS) - {MANIFEST}:
            raise ValueError("it names other parts than a model has")
        for text in (self.model, self.exported_at, self.by, self.pc):
            if fault := text_fault(text):
                raise ValueError(fault)


def export_model(model: StoredModel, models: Path, runs: Path, file: Path, by: str = "") -> BundleManifest:
    """Write ``file`` with all that lies here of the model; ``models`` and ``runs`` are the workspace's folders.

    Raises ModelError where the model or the promotions cannot be read, WorkspaceError where there is such a file
    already or the disk refuses.
    """
    if file.exists():
        raise _unwritable(file, "there is a file of this name already")
    content = read_content(model.file)
    if content.sha256 != model.sha256:
        raise _broken(file, f"“{model.file.name}” has changed since it was listed")
    audit = AuditLog(models.parent / AUDIT_NAME)
    lineage = replace(lineage_of(model, models, runs), file=Path(model.file.name))
    parts = {MODEL: content.onnx, LINEAGE: lineage_json(lineage)}
    golden = find_golden(models, runs, model.file, model.sha256, model.card)
    for name, path in ((GOLDEN, golden), (PROOF, proof_file(models, model.sha256))):
        if path is not None and path.is_file():
            try:
                parts[name] = read_bounded(path, LIMITS[name])
            except (OSError, ValueError) as error:
                raise _unwritable(file, f"“{path.name}”: {error}") from error
    head = audit.verify().head or AuditHead(0, "")
    manifest = BundleManifest(
        model.title, model.sha256,
        tuple(BundlePart(name, len(each), sha256_of(each)) for name, each in parts.items()),
        utc_text(utc_now()), by or current_actor(), current_pc(), head,
    )  # fmt: skip
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as packed:
        for name, each in {MANIFEST: _shape().dump_json(manifest, indent=1), **parts}.items():
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), each)
    facts = {"model": model.title, "model_sha256": model.sha256, "file": file.name, "parts": ", ".join(parts)}
    try:
        with audit.recorded(Audited.MODEL_EXPORTED, facts, by=by):
            write_whole(file, written.getvalue())
    except OSError as error:
        raise _unwritable(file, error.strerror or str(error)) from error
    return manifest


def import_model(file: Path, models: Path, opening: Opening | None = None, by: str = "") -> StoredModel:
    """Add the model of this file to the catalogue, with its golden tiles; it is promoted by nobody.

    Raises ModelError for a file that is altered, incomplete or no such file, and as ``ModelCatalogue.add``;
    nothing has changed then. WorkspaceError where the disk refuses.
    """
    manifest, parts = read_bundle(file)
    facts = {
        "model": manifest.model, "model_sha256": manifest.model_sha256, "file": file.name, "pc": manifest.pc,
        "exported_by": manifest.by, "exported_at": manifest.exported_at,
    }  # fmt: skip
    with ExitStack() as stack:
        unpacked = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="inspector-import-"))) / MODEL
        try:
            unpacked.write_bytes(parts[MODEL])
            if GOLDEN in parts:
                golden_beside(unpacked).write_bytes(parts[GOLDEN])
            _check_model(file, unpacked, manifest)
            stack.enter_context(AuditLog(models.parent / AUDIT_NAME).recorded(Audited.MODEL_IMPORTED, facts, by=by))
            stored = ModelCatalogue(models).add(unpacked, opening)
            if not golden_file(models, stored.sha256).exists():  # of a model that was here without any
                keep_golden(models, unpacked, stored.sha256)
            origin = f"{manifest.pc}, {manifest.by}, {manifest.exported_at}"
            keep_imported(models, replace(lineage_from(parts[LINEAGE]), imported_from=origin))
            if PROOF in parts:
                write_whole(models / IMPORTED / stored.sha256 / PROOF, parts[PROOF])
        except ModelError as error:
            raise ModelError(_of_file(error.message, file)) from error
        except OSError as error:
            raise models_unwritable(models, error) from error
    return stored


def read_bundle(file: Path) -> tuple[BundleManifest, dict[str, bytes]]:
    """The manifest and every part that it names, each as its hash says. Raises ModelError."""
    try:
        content = read_bounded(file, MAX_BUNDLE_BYTES)
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            _check_members(members)
            manifest = from_json(_shape(), packed.read(MANIFEST), MANIFEST)
            parts = {part.name: packed.read(part.name) for part in manifest.parts}
        if {member.filename for member in members} != {MANIFEST, *parts}:
            raise ValueError("it holds other parts than its manifest names")
        for part in manifest.parts:
            if (len(parts[part.name]), sha256_of(parts[part.name])) != (part.n_bytes, part.sha256):
                raise ValueError(f"“{part.name}” in it is not what was exported: it was altered or damaged")
        lineage = lineage_from(parts[LINEAGE])
        if not manifest.model_sha256 == lineage.sha256 == sha256_of(parts[MODEL]):
            raise ValueError("its parts are of other models")
    except OSError as error:
        raise _broken(file, error.strerror or str(error)) from error
    except (
        ValueError,
        KeyError,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        struct.error,
    ) as error:
        raise _broken(file, str(error).strip("'\"") or "it is no file of a model") from error
    return manifest, parts


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """Before anything is read. Raises ValueError."""
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or not set(names) <= set(LIMITS) or MANIFEST not in names:
        raise ValueError("it holds other parts than a model has")
    for member in members:
        if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 0x1:
            raise ValueError(f"“{member.filename}” in it is compressed or encrypted; such a file is neither")
        if member.file_size != member.compress_size or member.file_size > LIMITS[member.filename]:
            raise ValueError(f"“{member.filename}” in it is too large")


def _check_model(file: Path, unpacked: Path, manifest: BundleManifest) -> None:
    content = read_content(unpacked)
    title = content.card.title
    if (content.sha256, title) != (manifest.model_sha256, manifest.model):
        raise _broken(file, f"its manifest says {manifest.model}, and the model in it is {title}")


def _of_file(told: Message, file: Path) -> Message:
    """The same of the file that somebody gave, not of what was unpacked from it."""
    return message(told.code, **{**told.params, "path": str(file)}) if "path" in told.params else told


def _broken(file: Path, detail: str) -> ModelError:
    return ModelError(message(Code.BUNDLE_BROKEN, path=str(file), detail=detail))


def _unwritable(file: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(message(Code.OUTPUT_UNWRITABLE, path=str(file), detail=detail))


@cache
def _shape() -> TypeAdapter[BundleManifest]:
    from pydantic import TypeAdapter

    return TypeAdapter(BundleManifest)
