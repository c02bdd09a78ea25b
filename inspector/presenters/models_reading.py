"""What the Models page reads from the disk, off the Qt thread: the models, which is in use, the chosen one in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.audit.log import AuditCheck
from inspector.core.messages import DatasetError, InspectorError, Message, ModelError
from inspector.core.model_card import ModelCard, Smaller
from inspector.datasets.version import MANIFEST_NAME, DatasetVersion, Split, open_version
from inspector.models_store.catalogue import BrokenModel, ModelCatalogue, StoredModel
from inspector.models_store.gate import StoredProof, read_proof
from inspector.models_store.lineage import Lineage, lineage_of
from inspector.models_store.promotions import PromotedModel, Promotion, Promotions, default_model
from inspector.models_store.variants import has_training
from inspector.workspace.workspace import Workspace

if TYPE_CHECKING:
    from inspector.models_store.proving import ProvedModel

BEHIND_THE_LINE = 10  # niceness of what is predicted for this page


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """All models of a workspace as they are on the disk now."""

    models: tuple[StoredModel, ...]
    broken: tuple[BrokenModel, ...]
    changed_at: dict[Path, datetime]  # of their files
    history: tuple[Promotion, ...]  # the newest last
    active: PromotedModel | None  # promoted, or the program's first where nothing was; None: not known
    fault: Message | None  # why the promoted model cannot be used, or nobody knows which it is
    previous: PromotedModel | None
    datasets: tuple[str, ...]  # names of the workspace's versions
    has_training: bool  # the part of the program that makes variants is installed
    costs: tuple[float, float]  # of a miss, of a false stop, by the workspace's settings

    @property
    def is_default(self) -> bool:
        """Nothing was promoted here yet."""
        return self.active is not None and not self.history

    def by_file(self, file: Path) -> StoredModel | None:
        return next((one for one in self.models if one.file == file), None)

    def by_sha256(self, sha256: str) -> StoredModel | None:
        return next((one for one in self.models if one.sha256 == sha256), None)

    @property
    def active_model(self) -> StoredModel | None:
        return self.by_sha256(self.active.sha256) if self.active is not None else None


@dataclass(frozen=True, slots=True, eq=False)
class Details:
    """Of one model."""

    model: StoredModel
    lineage: Lineage
    proof: StoredProof | None
    proof_fault: Message | None  # why its proof cannot be read


@dataclass(frozen=True, slots=True)
class Chain:
    """The audit chain; one of the two is None."""

    check: AuditCheck | None
    fault: Message | None


def read_listing(workspace: Workspace) -> Listing:
    """Raises ModelError where a model of the program's is broken."""
    found = ModelCatalogue(workspace.models).models()
    promotions = Promotions(workspace.models)
    history: tuple[Promotion, ...] = ()
    active = previous = fault = None
    try:
        history = promotions.history()
        previous = promotions.previous()
        if history:
            active = history[-1].promoted
            if all(one.sha256 != active.sha256 for one in found.models):
                promotions.checked_file(active)
        else:
            active = default_model()
    except ModelError as error:
        fault = error.message
    datasets = sorted(path.parent.name for path in workspace.datasets.glob(f"*/{MANIFEST_NAME}"))
    return Listing(
        found.models, found.broken, {one.file: _changed_at(one.file) for one in found.models}, history, active, fault,
        previous, tuple(name for name in datasets if not name.startswith(".")),
        has_training(), (workspace.settings.proof.miss_cost, workspace.settings.proof.stop_cost),
    )  # fmt: skip


def _changed_at(file: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except OSError:  # it vanished since it was listed
        return datetime.fromtimestamp(0).astimezone()


def read_details(workspace: Workspace, model: StoredModel) -> Details:
    """Raises ModelError where the promotions cannot be read."""
    proof = fault = None
    try:
        proof = read_proof(workspace.models, model.sha256)
    except ModelError as error:
        fault = error.message
    return Details(model, lineage_of(model, workspace.models, workspace.runs), proof, fault)


def read_chain(workspace: Workspace) -> Chain:
    try:
        return Chain(Promotions(workspace.models).verify_audit(), None)
    except InspectorError as error:
        return Chain(None, error.message)


def splits_of(workspace: Workspace, dataset: str) -> tuple[Split, ...]:
    """Those on which a model can be proved, test first. Raises DatasetError where the version is broken."""
    return _to_prove(open_version(workspace.datasets / dataset))


def data_to_prove_on(workspace: Workspace, datasets: Sequence[str], card: ModelCard) -> tuple[str, tuple[Split, ...]]:
    """A version for this model, with the splits on which it can be proved: its own where that holds frames back to
    test, else the first that has some, else one with frames to validate that are not its own. ("", ()) for none;
    versions that cannot be opened are passed over.
    """
    own: list[tuple[str, tuple[Split, ...]]] = []
    with_test: list[tuple[str, tuple[Split, ...]]] = []
    with_val: list[tuple[str, tuple[Split, ...]]] = []
    for name in datasets:
        try:
            version = open_version(workspace.datasets / name)
        except DatasetError:
            continue
        is_own, splits = version.id in card.data_ids, _to_prove(version)
        if Split.TEST in splits:
            (own if is_own else with_test).append((name, splits))
        elif splits and not is_own:  # by its own it was chosen
            with_val.append((name, splits))
    return next(iter((*own, *with_test, *with_val)), ("", ()))


def _to_prove(version: DatasetVersion) -> tuple[Split, ...]:
    return tuple(split for split in (Split.TEST, Split.VAL) if version.of_split(split))


def prove_stored(
    workspace: Workspace, candidate: StoredModel, active: StoredModel, dataset: str, split: str,
    report: Callable[[int, int], None],
) -> ProvedModel:  # fmt: skip
    """Open both and prove one against the other; the report is kept in the workspace. Raises as ``prove_model``.

    On a thread of its own, whose priority is lowered: an inspection that runs meanwhile goes first.
    """
    from inspector.inference.model_file import open_model
    from inspector.models_store.proving import prove_model
    from inspector.pipeline.prediction_pool import lower_priority

    lower_priority(BEHIND_THE_LINE)  # before the models are opened: their threads inherit it
    version = open_version(workspace.datasets / dataset)
    return prove_model(
        open_model(candidate.file), open_model(active.file), version, Split(split),
        models=workspace.models, runs=workspace.runs, datasets=workspace.datasets, margins=workspace.settings.proof,
        calibration=workspace.settings.scale, report=report,
    )  # fmt: skip


def make_stored_variant(
    workspace: Workspace, model: StoredModel, arithmetic: Smaller, dataset: str, report: Callable[[int, int], None]
) -> StoredModel:
    """Raises as ``make_variant``, and DatasetError where the version is broken. ``dataset`` is for whole numbers."""
    from inspector.models_store.variants import VariantWish, make_variant

    version = open_version(workspace.datasets / dataset) if arithmetic is Smaller.INT8 else None
    return make_variant(VariantWish(model, arithmetic, version), workspace.models, workspace.runs, report)


def spoken_against(details: Details, listing: Listing) -> tuple[str, ...]:
    """What a promotion of this model would override, in words; nothing where it has passed the gate.

    As ``promotions.objections``, which is asked again when it is done. A proof against another model than the one in
    use is none.
    """
    from inspector.models_store.gate import CheckState
    from inspector.models_store.proof_words import check_name, check_text
    from inspector.texts.models_page import GATE_EMPTY, NO_PROOF

    active = listing.active.sha256 if listing.active is not None else ""
    if details.proof is None or details.proof.gate.active_sha256 != active:
        return (NO_PROOF.translated(),)
    gate = details.proof.gate
    failed = tuple(
        f"{check_name(check)}: {check_text(check)}" for check in gate.checks if check.state is CheckState.FAILED
    )
    if failed:
        return failed
    return () if gate.passes else (GATE_EMPTY.translated(),)
