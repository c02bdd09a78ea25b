"""What is attacked: each target prepares a folder once, then takes one hostile input after the other.

An attempt that returns has accepted its input and done something with it; one that raises ``InspectorError`` has
refused it in words. Everything else is a fault. An attempt follows from its ``Damage`` alone: a fault is repeated by
its seed and number. With ``Damage(None)`` nothing is damaged, and everything must be accepted.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
import tifffile
from PIL import Image

from inspector.annotation.example_crops import crop_from, png_of
from inspector.annotation.label_file import decode_label, encode_label
from inspector.audit.log import AUDIT_NAME, Audited, AuditLog, KeptHead
from inspector.core.classes import ClassCatalogue
from inspector.core.defect import Box
from inspector.core.golden_strip import golden_strip
from inspector.core.golden_tiles import GoldenFrame, GoldenTiles, Seeds
from inspector.core.piece import Piece
from inspector.core.product import ProductMode, ProductSettings
from inspector.datasets.formats.exporting import EXPORTERS, export
from inspector.datasets.formats.importing import READERS, Plan, Survey, import_survey, survey
from inspector.datasets.formats.reading import ImportOptions
from inspector.datasets.new_splits import SplitPlan, write_new_splits
from inspector.datasets.version import MANIFEST_NAME, NewSample, Split, open_version, read_all, write_version
from inspector.evaluation.frames import frames_of_version
from inspector.evaluation.metrics import scores_of
from inspector.evaluation.proof import cheapest_point
from inspector.grading.table_text import TableFile, table_text
from inspector.inference.golden_tiles import replay
from inspector.inference.model_content import read_content
from inspector.inference.model_file import open_model
from inspector.inference.predictor import Predictor
from inspector.inference.screening import open_screen, read_screen
from inspector.measuring.inspection_settings import InspectionSettings
from inspector.models_store.bundle import export_model, import_model
from inspector.models_store.catalogue import ModelCatalogue
from inspector.models_store.checks import card_check, checks_of_proof
from inspector.models_store.gate import GateReport, proof_file, read_proof, write_gate
from inspector.models_store.promotions import PROMOTIONS, PromotedModel, Promotions
from inspector.models_store.proof_words import check_name, check_text, verdict
from inspector.models_store.proving import compare_models
from inspector.models_store.shipped import shipped_model
from inspector.pictures.large_picture import open_large
from inspector.pipeline.frame_again import read_frame_again
from inspector.pipeline.lane import Lane
from inspector.pipeline.line import Line
from inspector.pipeline.recording import RecordingSink
from inspector.presenters.frame_display import display_of
from inspector.runs.comparing import read_results
from inspector.runs.folder import RunFolder
from inspector.runs.line_beat import LineBeat, LineVitals
from inspector.runs.looks import INDEX_NAME, Look, Looks, read_look, read_looks
from inspector.runs.request import DatasetShare, RunRequest
from inspector.screens.actions import check_keys
from inspector.screens.annotate_actions import ANNOTATE_PAGE
from inspector.screens.key_presets import KeyPreset
from inspector.screens.keymap import KeyChoice, KeyTable
from inspector.screens.window_actions import WINDOW_ACTIONS
from inspector.sources.folder import FolderSource
from inspector.store.database import reading
from inspector.store.evidence import EvidenceStore
from inspector.store.queries.defects import newest_part
from inspector.store.queries.search import Search
from inspector.store.queries.search import defects as search_defects
from inspector.store.queries.search import inspections as search_inspections
from inspector.store.writer import StoreWriter
from inspector.workspace.class_guides import add_example, change_guide, read_example, read_guides
from inspector.workspace.grading_tables import TEMPLATES
from inspector.workspace.key_file import key_file, read_keys, save_keys
from inspector.workspace.places import SETTINGS_NAME
from inspector.workspace.settings import ProofSettings, WorkspaceSettings
from inspector.workspace.threshold_sets import FILE_NAME as SETS_NAME
from inspector.workspace.threshold_sets import read_sets, save_set, set_of
from inspector.workspace.workspace import Workspace, create_workspace, open_workspace
from resources import resource
from tests.canned_runs import request, training_lines, write_results, write_run
from tests.fuzz.annotations import use_damaged, write_labels
from tests.fuzz.labels import READ_ONLY, has_words, is_against_grammar, label_files, meaning
from tests.fuzz.models import damaged_model, model_with_damaged_card, use_carded
from tests.fuzz.mutations import mutated, mutated_json
from tests.fuzz.pictures import mutated_picture, outcome_among_good_frames, whole_pictures
from tests.network_kinds import FORMS, Form, write_network
from tests.tiny_data import tiny_version
from tests.tiny_model import card, tiny_golden, write_tiny_model
from tests.tiny_screen import write_tiny_screen

T = TypeVar("T")
USER = "ada"


class Damage:
    def __init__(self, rng: random.Random | None) -> None:
        self._rng = rng

    @property
    def rng(self) -> random.Random | None:
        """For damage that a target makes itself."""
        return self._rng

    def bytes(self, data: bytes) -> bytes:
        return data if self._rng is None else mutated(data, self._rng)

    def json(self, value: Any) -> bytes:
        """As text: mostly other entries, sometimes damaged as bytes, too."""
        if self._rng is None:
            return json.dumps(value).encode()
        if self.is_now(0.2):
            return mutated(json.dumps(value).encode(), self._rng)
        return json.dumps(mutated_json(value, self._rng)).encode()

    def picture(self) -> tuple[str, bytes]:
        """Name and content."""
        return whole_pictures()[0] if self._rng is None else mutated_picture(self._rng)

    def model(self, folder: Path) -> Path:
        return write_tiny_model(folder / "good.onnx") if self._rng is None else damaged_model(folder, self._rng)

    def carded_model(self, folder: Path, form: Form) -> Path:
        if self._rng is None:
            return write_network(folder / "good.onnx", form, has_golden=True)
        return model_with_damaged_card(folder, self._rng, form)

    def some(self, things: Sequence[T], n: int) -> list[T]:
        if self._rng is None:
            return list(things[:n])
        return self._rng.sample(list(things), min(n, len(things)))

    def is_now(self, share: float) -> bool:
        return self._rng is not None and self._rng.random() < share


@dataclass(frozen=True, slots=True)
class Target:
    prepare: Callable[[Path], None]  # once for each child process, in a folder of its own
    attempt: Callable[[Path, Damage], None]


class RefusedError(Exception):
    """A ValueError of a function that promises one in words: as good as an ``InspectorError``."""


def _png(pixels: np.ndarray) -> bytes:
    return cv2.imencode(".png", pixels)[1].tobytes()


# Pictures


def _no_preparation(folder: Path) -> None:
    """Everything is made in the attempt."""


def _read_picture(folder: Path, damage: Damage) -> None:
    if outcome_among_good_frames(*damage.picture(), folder) == "refused":
        raise RefusedError


def _prepare_large(folder: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (300, 200)).astype(np.uint8)
    for name, options in (("strips", {}), ("deflate", {"compression": "zlib", "tile": (64, 64)})):
        tifffile.imwrite(folder / f"{name}.tif", pixels, photometric="minisblack", **options)  # type: ignore[arg-type]
    Image.fromarray(pixels).save(folder / "lzw.tif", compression="tiff_lzw", tiffinfo={278: 20})


def _read_large(folder: Path, damage: Damage) -> None:
    """By its parts, as pictures of gigapixels are."""
    (chosen,) = damage.some(sorted(folder.glob("*.tif")), 1)
    path = folder / "damaged" / chosen.name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(damage.bytes(chosen.read_bytes()))
    picture = open_large(path, path.name, min_px=1000)
    if picture is None:
        raise RefusedError
    picture.rough()
    height, width = (min(n, 2000) for n in picture.shape)
    picture.read(0, 0, height, width)
    picture.read(picture.shape[0] - height, picture.shape[1] - width, *picture.shape, 4)


def _read_mask(folder: Path, damage: Damage) -> None:
    """As labels lie on the disk: small, and too large for Pillow."""
    is_large = damage.is_now(0.3)
    class_map = np.zeros((90_000, 1_000) if is_large else (90, 100), np.uint8)
    class_map[40:60, 20:50] = 1
    try:
        decode_label(damage.bytes(encode_label(class_map, 3)))
    except ValueError as error:
        raise RefusedError from error


# Models and cards


def _open_model(folder: Path, damage: Damage) -> None:
    _use(damage.model(folder))


def _open_card(folder: Path, damage: Damage) -> None:
    form = damage.some(FORMS, 1)[0]
    use_carded(damage.carded_model(folder, form), form)


def _use(path: Path) -> None:
    model = open_model(path)
    try:
        found = Predictor(model).predict(np.full((64, 96), 140, np.uint8), 8)
        assert found.index.shape == (64, 96)
        assert np.isfinite(found.probability).all()
    finally:
        model.backend.close()


def _prepare_screen(folder: Path) -> None:
    write_tiny_screen(folder / "good screen.onnx", write_tiny_model(folder / "model.onnx"))


def _open_screen(folder: Path, damage: Damage) -> None:
    path, content = folder / "screen.onnx", read_content(folder / "model.onnx")
    path.write_bytes(damage.bytes((folder / "good screen.onnx").read_bytes()))
    screen = open_screen(read_screen(path), content.sha256, content.card)
    assert screen.suspicious(np.full((64, 96), 140, np.uint8), 8).shape == (64, 96)


# Golden tiles and proofs


def _prepare_golden(folder: Path) -> None:
    (folder / "good.npz").write_bytes(tiny_golden(3).to_bytes())
    pixels, classes = np.stack([golden_strip(seed, 32, 32) for seed in (1, 2)]), np.zeros((2, 32, 32), np.uint8)
    frame = GoldenFrame(golden_strip(12, 48, 48), 8, (1,))
    seeded = GoldenTiles(
        pixels, np.full(2, 8, np.uint8), classes, np.zeros((2, 4, 4), np.uint16), (frame,), 3, Seeds((1, 2), (12,))
    )
    (folder / "seeded.npz").write_bytes(seeded.to_bytes())
    write_tiny_model(folder / "model.onnx")


def _read_golden(folder: Path, damage: Damage) -> None:
    """Damaged as a file, or in one of the arrays that its archive holds whole."""
    content = (folder / ("seeded.npz" if damage.is_now(0.5) else "good.npz")).read_bytes()
    if damage.is_now(0.5):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        (name,) = damage.some(sorted(parts), 1)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for each, part in parts.items():
                file.writestr(each, damage.bytes(part) if each == name else part)
        content = made.getvalue()
    else:
        content = damage.bytes(content)
    model = open_model(folder / "model.onnx")
    try:
        found = replay(model, GoldenTiles.from_bytes(content))
        assert 0 <= found.share_same_class <= 1
    except ValueError as error:
        raise RefusedError(str(error)) from error
    finally:
        model.backend.close()


def _prepare_proof(folder: Path) -> None:
    """Of two models that differ, by few groups."""
    frames = frames_of_version(tiny_version(folder / "v", 3), Split.TEST)
    active = open_model(write_tiny_model(folder / "a.onnx", name="a"))
    candidate = open_model(write_tiny_model(folder / "b.onnx", name="b", min_area_px=(0, 4, 10_000)))
    proof = compare_models(candidate, active, frames)
    checks = (card_check(candidate.card), *checks_of_proof(proof, ProofSettings()))
    gate = GateReport(candidate.sha256, active.sha256, "v", "test", checks, "2026-01-02T03:04:05Z", "ada")
    (folder / "sha256").write_text(write_gate(folder, gate, proof).stem)


def _read_proof(folder: Path, damage: Damage) -> None:
    sha256 = (folder / "sha256").read_text()
    hostile = proof_file(folder / "hostile", sha256)
    hostile.parent.mkdir(parents=True, exist_ok=True)
    hostile.write_bytes(damage.json(json.loads(proof_file(folder, sha256).read_bytes())))
    found = read_proof(folder / "hostile", sha256)
    assert found is not None
    assert verdict(found.proof)
    assert all(check_name(check) and check_text(check) for check in found.gate.checks)
    cost = cheapest_point(found.proof.curve_candidate, 100, 1)
    assert cost.cost >= 0
    write_gate(folder / "again", found.gate, found.proof)
    assert read_proof(folder / "again", sha256) == found, "a proof that was taken is not read again"


# Dataset versions


def _prepare_version(folder: Path) -> None:
    class_map = np.eye(16, dtype=np.uint8)
    samples = [
        NewSample(f"frame{n}", _png(np.full((16, 16), 40 * n, np.uint8)), ".png", class_map, f"g{n}", split)
        for n, split in enumerate((Split.TRAIN, Split.TRAIN, Split.VAL, Split.TEST, Split.TRAIN, Split.TRAIN))
    ]  # fmt: skip
    write_version(folder / "v", name="v", class_names=("background", "crack"), source="s", terms="t", samples=samples)


def _open_version(folder: Path, damage: Damage) -> None:
    hostile, datasets, out = folder / "hostile", folder / "datasets", folder / "out"
    for made in (hostile, datasets, out):
        shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(folder / "v", hostile)
    content = damage.json(json.loads((folder / "v" / MANIFEST_NAME).read_bytes()))
    (hostile / MANIFEST_NAME).write_bytes(_sealed(content) if damage.is_now(0.7) else content)
    version = open_version(hostile)
    for split in Split:
        for _, _, class_map in read_all(version, split):
            assert class_map.dtype == np.uint8
    datasets.mkdir()
    write_new_splits(version, SplitPlan(name="w", shares=(0.5, 0.25, 0.25)), datasets)
    export(version, *damage.some(sorted(EXPORTERS), 1), out)


def _sealed(content: bytes) -> bytes:
    """As somebody who knows how makes it: else its hashes alone would refuse every change."""
    try:
        manifest = json.loads(content)
        samples = sorted(manifest["samples"], key=lambda s: s["name"])
        names = ("name", "frame_sha256", "mask_sha256", "group", "split", "origin")
        rows = [[s[name] for name in names] + ([s["bits"]] if s["bits"] is not None else []) for s in samples]
        facts = [manifest["class_names"], rows] + ([sorted(manifest["non_defects"])] if manifest["non_defects"] else [])
        manifest["id"] = _sha256(json.dumps(facts, ensure_ascii=False))[:16]
        manifest.pop("manifest_sha256", None)
        text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return json.dumps({**manifest, "manifest_sha256": _sha256(text)}).encode()
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return content


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# Label files of other programs


def _prepare_labels(folder: Path) -> None:
    """Frames that differ in what they show; one is clean."""
    maps = [np.zeros((16, 16), np.uint8) for _ in range(6)]
    for n, class_map in enumerate(maps[1:], start=1):
        class_map[n : n + 4, 2 : 4 + n] = 1 + n % 2
    samples = [
        NewSample(f"frame{n}", _png(np.full((16, 16), 40 * n, np.uint8)), ".png", maps[n], f"g{n}", split)
        for n, split in enumerate((Split.TRAIN, Split.TRAIN, Split.VAL, Split.TEST, Split.TRAIN, Split.TRAIN))
    ]  # fmt: skip
    version = write_version(
        folder / "v", name="v", class_names=("background", "crack", "pit"), source="s", terms="t", samples=samples
    )
    for data_format in EXPORTERS:
        export(version, data_format, folder / "good" / data_format)
    for name, (_, write) in READ_ONLY.items():
        write(folder / "good" / name)
    assert {data_format for data_format, _ in READ_ONLY.values()} | set(EXPORTERS) == set(READERS), "not attacked"
    meanings = {}
    for kind in (*EXPORTERS, *READ_ONLY):
        found = _survey_of_labels(kind, folder / "good" / kind)
        assert not found.report.problems
        meanings[kind] = meaning(import_survey(found, folder / "imported" / kind, "good", terms=""))
    (folder / "meanings.json").write_text(json.dumps(meanings))


def _survey_of_labels(kind: str, folder: Path) -> Survey:
    data_format = READ_ONLY[kind][0] if kind in READ_ONLY else kind
    names = ("pit",) if data_format == "folder-pairs" else ()
    return survey(data_format, folder, Plan(ImportOptions(names, line_width_px=2, boxes_as_masks=True)))


def _import_labels(folder: Path, damage: Damage) -> None:
    (kind,) = damage.some(sorted([*EXPORTERS, *READ_ONLY]), 1)
    hostile, imported = folder / "hostile", folder / "again"
    for made in (hostile, imported):
        shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(folder / "good" / kind, hostile)
    damaged = damage.some(label_files(hostile), 1 if damage.is_now(0.5) else 2)
    for path in damaged:
        data = path.read_bytes()
        path.write_bytes(damage.json(json.loads(data)) if path.suffix == ".json" else damage.bytes(data))
    found = _survey_of_labels(kind, hostile)
    import_survey(found, imported, "again", terms="", is_skipping=damage.is_now(0.5))
    is_same = meaning(open_version(imported)) == json.loads((folder / "meanings.json").read_bytes())[kind]
    is_broken = all(is_against_grammar(path) for path in damaged)  # what one that is whole says, is said
    assert is_same or has_words(found.report) or not is_broken, (
        f"{kind}: a file that is none was read as something else"
    )


# Settings and requests


def _prepare_workspace(folder: Path) -> None:
    create_workspace(folder / "workspace")


def _open_workspace(folder: Path, damage: Damage) -> None:
    hostile = folder / "hostile"
    hostile.mkdir(exist_ok=True)
    text = (folder / "workspace" / SETTINGS_NAME).read_bytes()
    (hostile / SETTINGS_NAME).write_bytes(damage.bytes(text))
    settings = open_workspace(hostile).settings
    assert settings.severity_table.version >= 1


def _prepare_sets(folder: Path) -> None:
    save_set(create_workspace(folder / "workspace"), set_of(card(), ((0.0, 0.75, 0.5), (0, 9, 4)), "winter", "rail"))


def _read_sets(folder: Path, damage: Damage) -> None:
    hostile = folder / "hostile"
    hostile.mkdir(exist_ok=True)
    (hostile / SETS_NAME).write_bytes(damage.bytes((folder / "workspace" / SETS_NAME).read_bytes()))
    for one in read_sets(Workspace(hostile, WorkspaceSettings())):
        thresholds, areas = one.limits(card())
        assert all(0 <= value <= 1 for value in thresholds)
        assert all(value >= 0 for value in areas)


def _prepare_promotions(folder: Path) -> None:
    promotions = Promotions(folder / "models")
    promotions.promote(PromotedModel("1" * 64, "tiny 1", "tiny-1.onnx"), "finds frays", "ada", overridden=("speed",))
    promotions.promote(PromotedModel("2" * 64, "tiny 2", "tiny-2.onnx"), "more", "ada")


def _read_promotions(folder: Path, damage: Damage) -> None:
    models = folder / "hostile" / "models"
    models.mkdir(parents=True, exist_ok=True)
    (models / PROMOTIONS).write_bytes(damage.json(json.loads((folder / "models" / PROMOTIONS).read_bytes())))
    promotions = Promotions(models)
    for one in promotions.history():
        assert promotions.path_of(one.promoted).parent in (models, shipped_model().parent)
    promotions.previous()


def _read_audit(folder: Path, damage: Damage) -> None:
    """A chain whose entries differ is never called whole, and goes on whatever stands in the two files."""
    hostile = folder / "chain"
    shutil.rmtree(hostile, ignore_errors=True)
    hostile.mkdir()
    good, log = folder / AUDIT_NAME, AuditLog(hostile / AUDIT_NAME)
    log.file.write_bytes(damage.bytes(good.read_bytes()))
    log.file.with_suffix(".head").write_bytes(damage.bytes(good.with_suffix(".head").read_bytes()))
    check = log.verify()
    written = AuditLog(good).entries()
    if log.verify([KeptHead(written[-1].head, "here")]).is_whole:
        assert log.entries() == written
    assert check.n_entries <= len(log.entries())
    log.append(Audited.MODEL_ADDED, {"model": "after it"})


def _prepare_bundle(folder: Path) -> None:
    model = ModelCatalogue(folder / "models").add(write_tiny_model(folder / "out.onnx"))
    export_model(model, folder / "models", folder / "runs", folder / "good.inspector-model")


def _import_bundle(folder: Path, damage: Damage) -> None:
    hostile = folder / "hostile.inspector-model"
    hostile.write_bytes(damage.bytes((folder / "good.inspector-model").read_bytes()))
    shutil.rmtree(folder / "target", ignore_errors=True)
    model = import_model(hostile, folder / "target" / "models")
    assert model.sha256 == read_content(folder / "out.onnx").sha256, "no byte of it is another"


def _prepare_guides(folder: Path) -> None:
    crop = png_of(np.arange(48 * 64, dtype=np.uint8).reshape(48, 64))
    add_example(folder / "good", "pit 裂", crop, counts=True, frame="a.png", author="ada", at="2026-01-02T03:04:05Z")
    change_guide(folder / "good", "pit 裂", lambda guide: replace(guide, counts="round,\ndeep", does_not_count="oil"))


def _read_guides(folder: Path, damage: Damage) -> None:
    hostile = folder / "hostile"
    shutil.rmtree(hostile, ignore_errors=True)
    hostile.mkdir()
    for file in (folder / "good").iterdir():
        (hostile / file.name).write_bytes(damage.bytes(file.read_bytes()))
    for name, guide in read_guides(hostile).items():
        assert name.strip() == name
        for example in guide.examples:
            try:
                assert crop_from(read_example(hostile, example)).dtype == np.uint8
            except ValueError as error:
                raise RefusedError(str(error)) from error


def _prepare_keys(folder: Path) -> None:
    choice = KeyChoice(
        KeyPreset.NAPARI, {"annotate.brush": ("F2", "Ctrl+Shift+B"), "annotate.undo": (), "gone": ("+",)}
    )
    save_keys(create_workspace(folder / "workspace"), USER, choice)


def _read_keys(folder: Path, damage: Damage) -> None:
    whole = key_file(Workspace(folder / "workspace", WorkspaceSettings()), USER).read_bytes()
    hostile = Workspace(folder / "hostile", WorkspaceSettings())
    file = key_file(hostile, USER)
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_bytes(damage.bytes(whole))
    choice = read_keys(hostile, USER)
    check_keys(KeyTable((*WINDOW_ACTIONS, *ANNOTATE_PAGE.actions), choice).actions)
    save_keys(hostile, USER, choice)
    assert read_keys(hostile, USER) == choice, "keys that were taken are not read again"


def _read_table(folder: Path, damage: Damage) -> None:
    text = resource(f"grading/{TEMPLATES[0]}.toml").read_bytes()
    try:
        table = TableFile.read(damage.bytes(text)).table
    except ValueError as error:
        raise RefusedError(str(error)) from error
    assert TableFile.read(table_text(table).encode()).table == table, "a table that was taken is not read again"


def _read_request(folder: Path, damage: Damage) -> None:
    request = RunRequest("steel-1", (DatasetShare("neu", 1.0),), "a-net", "steel", "1")
    try:
        RunRequest.from_json(damage.json(json.loads(request.to_json())).decode("utf-8", "replace"))
    except ValueError as error:
        raise RefusedError(str(error)) from error


def _read_beat(folder: Path, damage: Damage) -> None:
    beat = LineBeat(LineVitals(True, 12, 0, (40.5, 61.25)), 3, "2026-11-30T05:30:00.000Z", "pc", 100)
    try:
        told = LineBeat.from_json(damage.json(json.loads(beat.to_json())))
    except ValueError as error:
        raise RefusedError(str(error)) from error
    assert LineBeat.from_json(told.to_json()) == told, "a beat that was taken is not read again"
    assert all(0 <= age < 1e9 for age in told.vitals.ages_ms), "an age that no frame has"


def _prepare_results(folder: Path) -> None:
    run = write_run(folder / "runs", request(folder / "steel", "first", 600), list(training_lines(600, 600)))
    write_results(run, "steel 0 test", n_groups=3)


def _read_results(folder: Path, damage: Damage) -> None:
    run = RunFolder(folder / "runs" / "first")
    good = {name: (run.path / name).read_bytes() for name in ("confusions.json", "scores.json")}
    try:
        for name, content in good.items():
            (run.path / name).write_bytes(damage.json(json.loads(content)))
        found = read_results(run)
    except ValueError as error:
        raise RefusedError(str(error)) from error
    finally:
        for name, content in good.items():
            (run.path / name).write_bytes(content)
    if found is not None:
        scores_of(sum(found.by_group.values()), found.non_defects)


# Records


def _prepare_records(folder: Path) -> None:
    StoreWriter(folder / "good.sqlite").close()


def _open_records(folder: Path, damage: Damage) -> None:
    path = folder / "hostile.sqlite"
    for each in folder.glob("hostile.sqlite*"):
        each.unlink()
    path.write_bytes(damage.bytes((folder / "good.sqlite").read_bytes()))
    before = path.read_bytes()
    try:
        StoreWriter(path).close()
    except BaseException:
        assert path.read_bytes() == before, "a database that was refused was changed"
        raise
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA integrity_check").fetchall()


# What is recorded of a frame, when it is looked at again


def _prepare_review(folder: Path) -> None:
    """One inspection of one picture, with one defect, as the program records it."""
    pictures = folder / "pictures"
    pictures.mkdir()
    pixels = np.full((48, 64), 50, np.uint8)
    pixels[10:20, 30:36] = 140
    (pictures / "a.png").write_bytes(_png(pixels))
    writer = StoreWriter(folder / "good.sqlite")
    kept = EvidenceStore(folder / "frames", 1_000_000, writer)
    model = open_model(write_tiny_model(folder / "good.onnx"))
    sink = RecordingSink(writer, kept)
    line = Line(
        [Lane(FolderSource(pictures), product=ProductSettings(ProductMode.COLUMNS, first_column=1))],
        model,
        InspectionSettings.of_card(model.card),
        sinks=lambda piece: [sink],
    )
    line.start(Piece("R-1"))
    assert line.join(60)
    model.backend.close()
    kept.close()
    writer.close()


_RECORDED = (
    ("frame_regions", "regions"), ("frame_regions", "n_rows"), ("frames", "name"), ("frames", "n_rows"),
    ("frames", "width"), ("frames", "bits"), ("frames", "product"), ("frames", "captured_at"), ("frames", "along_px"),
    ("defects", "parts"), ("lanes", "source_address"), ("evidence", "path"), ("evidence", "x"),
    ("inspections", "severity_table"),
)  # fmt: skip


def _look_again(folder: Path, damage: Damage) -> None:
    """Values that SQLite takes, whatever they say; damage of its pages has a target of its own."""
    path = folder / "hostile.sqlite"
    for each in folder.glob("hostile.sqlite*"):
        each.unlink()
    shutil.copy(folder / "good.sqlite", path)
    with closing(sqlite3.connect(path)) as connection:
        for table, column in damage.some(_RECORDED, 2) if damage.is_now(1.0) else ():
            (before,) = connection.execute(f"SELECT {column} FROM {table}").fetchone()
            after: Any
            if isinstance(before, bytes):
                after = damage.bytes(before)
            elif isinstance(before, str):
                after = damage.bytes(before.encode()).decode("utf-8", "replace").replace("\0", "")
            else:
                after = damage.some([-1, 0, 1, 2**31, 2**62, 9], 1)[0]
            connection.execute(f"UPDATE {table} SET {column} = ?", (after,))
        if damage.is_now(0.5):
            connection.execute("DELETE FROM frame_regions")
        connection.commit()
        (inspection_id,) = connection.execute("SELECT id FROM inspections").fetchone()
    display_of(read_frame_again(path, folder / "frames", inspection_id, 0, 0), ClassCatalogue())
    with reading(path) as rows:
        newest_part(rows, inspection_id, 1)
        search_defects(rows, Search(), inspection_id=inspection_id)
        search_inspections(rows, Search())


# Labels of frames


def _use_annotations(folder: Path, damage: Damage) -> None:
    use_damaged(folder, damage.rng)


# Looks of a training


def _read_looks(folder: Path, damage: Damage) -> None:
    picture = np.arange(30 * 20, dtype=np.uint16).astype(np.uint8).reshape(30, 20)
    names = ("p.png", "a.png", "q.png")
    for name, pixels in zip(names, (picture, picture % 2, picture % 3 // 2), strict=True):
        (folder / name).write_bytes(damage.bytes(_png(pixels)) if damage.is_now(0.4) else _png(pixels))
    look = Look("frame", 0.5, 0, Box(0, 0, 20, 30), *names)
    index = Looks(3, "plates", ("background", "crack"), (look,), ()).to_json()
    (folder / INDEX_NAME).write_bytes(damage.json(json.loads(index)) if damage.is_now(0.6) else index)
    try:
        found = read_looks(folder)
        for one in () if found is None else (*found.worst, *found.best):
            read_look(folder, one, len(found.class_names))
    except (ValueError, FileNotFoundError) as error:  # the latter where newer ones have taken its place
        raise RefusedError(str(error)) from error


TARGETS = {
    "annotations": Target(write_labels, _use_annotations),
    "frames again": Target(_prepare_review, _look_again),
    "pictures": Target(_no_preparation, _read_picture),
    "large pictures": Target(_prepare_large, _read_large),
    "masks": Target(_no_preparation, _read_mask),
    "models": Target(_no_preparation, _open_model),
    "cards": Target(_no_preparation, _open_card),
    "golden tiles": Target(_prepare_golden, _read_golden),
    "proofs": Target(_prepare_proof, _read_proof),
    "screens": Target(_prepare_screen, _open_screen),
    "manifests": Target(_prepare_version, _open_version),
    "labels": Target(_prepare_labels, _import_labels),
    "workspaces": Target(_prepare_workspace, _open_workspace),
    "promotions": Target(_prepare_promotions, _read_promotions),
    "audit chains": Target(_prepare_promotions, _read_audit),
    "models as files": Target(_prepare_bundle, _import_bundle),
    "threshold sets": Target(_prepare_sets, _read_sets),
    "class guides": Target(_prepare_guides, _read_guides),
    "keys": Target(_prepare_keys, _read_keys),
    "tables": Target(_no_preparation, _read_table),
    "looks": Target(_no_preparation, _read_looks),
    "requests": Target(_no_preparation, _read_request),
    "beats of a line": Target(_no_preparation, _read_beat),
    "results of runs": Target(_prepare_results, _read_results),
    "records": Target(_prepare_records, _open_records),
}
