"""What the gate asks: each question by itself, with what was measured and against what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from inspector.core.data_terms import are_stated
from inspector.core.files import is_plain_name
from inspector.core.golden_tiles import MIN_TILES
from inspector.core.messages import DatasetError, ModelError
from inspector.core.model_card import ModelCard, VariantOf
from inspector.datasets.version import MANIFEST_NAME, DatasetVersion, Split, open_version
from inspector.evaluation.intervals import Interval
from inspector.evaluation.proof import ClassProof, Compared, Proof
from inspector.inference.golden_tiles import ReplayResult, limits_of, read_golden, replay
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.model_content import read_content
from inspector.models_store.gate import CheckId, CheckState, GateCheck, Why
from inspector.models_store.golden_files import find_golden
from inspector.runs.folder import RunFolder
from inspector.runs.request import is_model_file
from inspector.workspace.settings import ProofSettings

MAX_NAMES = 10
_ROUNDING = 1e-9
CLEARLY_FASTER = 1.1  # times, as a runtime must be (inference/choosing.py): less is what a busy PC shows by itself
_MAX_RUNS = 20  # and model files that a run began with, one after the other


def golden_check(model: LoadedModel, models: Path, runs: Path, listen: Callable[[], None]) -> GateCheck:
    """Whether the file answers here as was answered when it was made: by PyTorch, or of a variant in 32 bits, which is
    held against other limits. ``listen`` is called between calls of the network and may raise.

    Raises ModelError where the network fails.
    """
    check = partial(GateCheck, _answers_id(model.card))
    file = find_golden(models, runs, model.path, model.sha256, model.card)
    if file is None:
        return check(CheckState.NOT_CHECKED, why=Why.NO_GOLDEN)
    try:
        golden = read_golden(file)
        found = replay(model, golden, listen)
    except (OSError, ValueError) as error:
        detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
        return check(CheckState.FAILED, why=Why.GOLDEN_BROKEN, detail=f"{file.name}: {detail}")
    return answers_check(model.card, found, golden.answered_by)


def answers_check(card: ModelCard, found: ReplayResult, answered_by: str) -> GateCheck:
    """``answered_by``: whose answers were kept; of a variant those of the model that it was made from."""
    n, limits, variant = found.n_tiles, limits_of(card), card.variant_of
    by = answered_by if variant is None else variant.title
    check = partial(GateCheck, _answers_id(card), n=n, detail=by)
    if n < MIN_TILES:
        return check(CheckState.FAILED, n, MIN_TILES, why=Why.FEW_TILES)
    if found.share_same_class < limits.min_same_class:
        return check(CheckState.FAILED, found.share_same_class, limits.min_same_class, why=Why.CLASSES_DIFFER)
    if found.n_verdicts_changed:
        return check(CheckState.FAILED, found.n_verdicts_changed, 0, why=Why.VERDICTS_CHANGE)
    why = Why.SCORES_DIFFER_ON_AVERAGE if limits.is_of_mean else Why.SCORES_DIFFER
    off = found.mean_difference if limits.is_of_mean else found.max_difference
    state = CheckState.PASSED if off <= limits.max_difference else CheckState.FAILED
    return check(state, off, limits.max_difference, why=why)


def _answers_id(card: ModelCard) -> CheckId:
    return CheckId.GOLDEN if card.variant_of is None else CheckId.AS_IN_32_BITS


def card_check(card: ModelCard) -> GateCheck:
    """Whether it says what somebody needs who must answer for the model later. A variant has no scores but those of its
    proof: those of a test are of the model that it was made from."""
    entries = {
        "data_hash": card.data_hash, "data_terms": are_stated(card.data_terms),
        "scores": card.scores or card.variant_of, "licence": card.licence, "training_run": card.training_run,
        "thresholds": all(card.thresholds[k] > 0 for k in card.defect_indices),
        "min_area_px": all(card.min_area_px[k] > 0 for k in card.defect_indices),
    }  # fmt: skip
    missing = tuple(name for name, entry in entries.items() if not entry)
    state = CheckState.FAILED if missing else CheckState.PASSED
    why, of = Why.MISSING if missing else Why.NONE, card.variant_of.title if card.variant_of is not None else ""
    return GateCheck(CheckId.CARD, state, why=why, names=missing, n=len(missing), detail=of)


def checks_of_proof(proof: Proof, margins: ProofSettings) -> tuple[GateCheck, ...]:
    """Of the figures: recall by class and by size, names of classes, false alarms, speed."""
    of_classes = (
        _recall_of_class(one, margins) for one in proof.classes if one.in_data and one.in_active and one.is_defect
    )
    of_sizes = (
        _recall_check(CheckId.RECALL_OF_SIZE, band.name, band.n_defects, band.recall, margins) for band in proof.bands
    )
    of_names = (_named_check(one, margins) for one in proof.classes if one.is_common and one.is_defect)
    return (*of_classes, *of_sizes, *of_names, _alarm_check(proof, margins), _speed_check(proof, margins))


def _recall_of_class(of_class: ClassProof, margins: ProofSettings) -> GateCheck:
    if not of_class.in_candidate:
        return GateCheck(CheckId.RECALL, CheckState.FAILED, subject=of_class.name, why=Why.CLASS_GONE)
    return _recall_check(CheckId.RECALL, of_class.name, of_class.n_defects, of_class.recall, margins)


def _recall_check(check: CheckId, subject: str, n_defects: int, recall: Compared, margins: ProofSettings) -> GateCheck:
    """Not inferior: the whole interval of the difference lies above what is allowed."""
    limit = -margins.recall_points / 100
    if not n_defects or recall.difference is None:
        return GateCheck(check, CheckState.NOT_CHECKED, subject=subject, why=Why.NO_DEFECTS)
    found = recall.difference
    return _within(GateCheck(check, CheckState.PASSED, found.low, limit, subject), found, found.low, found.high, limit)


def _named_check(of_class: ClassProof, margins: ProofSettings) -> GateCheck:
    """Recall asks whether a defect is found, whatever it is called. Grading and severity go by the class: a model that
    calls cracks scratches, or outlines them far worse, shows in the IoU of the class. That is a noisy figure, so only
    what is clearly worse fails."""
    limit = -margins.recall_points / 100
    check = GateCheck(CheckId.NAMED, CheckState.PASSED, subject=of_class.name)
    found = of_class.iou.difference
    if not of_class.n_defects or found is None:
        return replace(check, state=CheckState.NOT_CHECKED, why=Why.NO_DEFECTS)
    check = replace(check, measured=found.high, limit=limit, n=found.n_groups)
    if found.high is not None and found.high < limit - _ROUNDING:
        return replace(check, state=CheckState.FAILED)
    if found.high is None or found.has_too_few_groups:
        return replace(check, state=CheckState.NOT_CHECKED, why=Why.TOO_FEW_GROUPS)
    return check


def _alarm_check(proof: Proof, margins: ProofSettings) -> GateCheck:
    compared = proof.alarms.per_frame
    found, of_active = compared.difference, compared.active
    assert found is not None  # there is a frame, so both are defined
    assert of_active is not None
    limit = max(of_active * margins.false_alarms_percent / 100, margins.false_alarms_per_1000_frames / 1000)
    check = GateCheck(CheckId.FALSE_ALARMS, CheckState.PASSED, found.high, limit)
    low, high = (None if end is None else -end for end in (found.high, found.low))  # fewer is better here
    return _within(check, found, low, high, -limit)


def _within(
    check: GateCheck, found: Interval, low: float | None, high: float | None, limit: float
) -> GateCheck:  # fmt: skip
    """``low``, ``high``, ``limit`` with more being better. Few groups are no proof that a model is good enough; where
    all that they say is worse than the limit, they are one that it is not."""
    is_worse = high is not None and high < limit - _ROUNDING
    if found.has_too_few_groups or low is None:
        state = CheckState.FAILED if is_worse else CheckState.NOT_CHECKED
        return replace(check, state=state, why=Why.TOO_FEW_GROUPS, n=found.n_groups)
    state = CheckState.PASSED if low >= limit - _ROUNDING else CheckState.FAILED
    is_alike = state is CheckState.PASSED and found.is_without_spread
    return replace(check, state=state, why=Why.ALL_ALIKE if is_alike else Why.NONE, n=found.n_groups)


def faster_check(variant: VariantOf, proof: Proof) -> GateCheck:
    """A variant answers a little otherwise; where it is not faster for it, nothing speaks for it on this PC."""
    check = GateCheck(CheckId.FASTER, CheckState.NOT_CHECKED, limit=CLEARLY_FASTER, subject=variant.title)
    if proof.speed is None:
        return replace(check, why=Why.NOT_TIMED)
    if proof.active.sha256 != variant.sha256:
        return replace(check, why=Why.BESIDE_ANOTHER)
    state = CheckState.PASSED if proof.speed.ratio >= CLEARLY_FASTER else CheckState.FAILED
    return replace(check, state=state, measured=proof.speed.ratio, detail=proof.speed.device)


def _speed_check(proof: Proof, margins: ProofSettings) -> GateCheck:
    speed = proof.speed
    if speed is None:
        return GateCheck(CheckId.SPEED, CheckState.NOT_CHECKED, why=Why.NOT_TIMED)
    if margins.line_frames_per_s > 0:
        of_line = margins.line_frame_mpx or speed.frame_px / 1e6
        measured, limit, why = speed.candidate / of_line, margins.line_frames_per_s, Why.LINE_BUDGET
    else:
        measured, limit, why = speed.ratio, margins.speed_of_active_percent / 100, Why.BESIDE_ACTIVE
    state = CheckState.PASSED if measured >= limit else CheckState.FAILED
    return GateCheck(CheckId.SPEED, state, measured, limit, why=why, detail=speed.device)


def untouched_check(
    card: ModelCard, version: DatasetVersion, split: Split, runs: Path, datasets: Path, listen: Callable[[], None]
) -> GateCheck:
    """Whether pictures that the candidate is scored on are among those that it learned from or chose by: train and val
    of the dataset versions of its run, and of what it began with or was taught by, by the content of the picture files.
    """
    check = partial(GateCheck, CheckId.UNTOUCHED)
    learned = _Learned(runs, datasets, listen)
    learned.follow_card(card)
    gone = sorted(learned.gone)
    learned.follow_beginnings()
    names = [sample.name for sample in version.of_split(split) if sample.frame_sha256 in learned.seen]
    if names:
        return check(CheckState.FAILED, why=Why.SEEN, names=tuple(sorted(names)[:MAX_NAMES]), n=len(names))
    if not card.data_hash or gone:
        return check(CheckState.NOT_CHECKED, why=Why.RUN_GONE, names=tuple(gone[:MAX_NAMES]), n=len(gone))
    return check(CheckState.PASSED, names=tuple(learned.unknown[:MAX_NAMES]), n=len(learned.unknown))


class _Learned:
    """What a model has seen: its own data, and those of the runs and model files before it, as far as they are here."""

    def __init__(self, runs: Path, datasets: Path, listen: Callable[[], None]) -> None:
        self._runs, self._datasets, self._listen = runs, datasets, listen
        self.seen: set[str] = set()  # sha256 of picture files
        self.gone: set[str] = set()  # ids of versions that a card names
        self.unknown: list[str] = []  # beginnings whose data are not here, for people
        self._before: list[Path] = []  # runs and model files still to be followed
        self._passed: set[Path] = set()

    def follow_card(self, card: ModelCard) -> None:
        """By the ids that it names: from where its run had the versions, or else in the workspace."""
        ids = set(card.data_ids)
        if is_plain_name(card.training_run):
            folder = (self._runs / card.training_run).resolve()
            self._passed.add(folder)
            with suppress(OSError, ValueError):  # gone, or edited by hand: versions are looked for by their ids
                for version in self._of_request(folder):
                    if version.id in ids:  # of that name there may be another one by now
                        ids.discard(version.id)
                        self._add(version)
        if ids and self._datasets.is_dir():
            for manifest in sorted(self._datasets.glob(f"*/{MANIFEST_NAME}")):
                with suppress(DatasetError):
                    version = open_version(manifest.parent)
                    if version.id in ids:
                        ids.discard(version.id)
                        self._add(version)
        self.gone = ids

    def follow_beginnings(self) -> None:
        while self._before and len(self._passed) < _MAX_RUNS:
            before = self._before.pop(0)
            if before in self._passed:
                continue
            self._passed.add(before)
            try:
                if is_model_file(str(before)):
                    card = read_content(before).card
                    self.follow_card(card)
                    is_known = bool(card.data_hash) and not self.gone
                else:
                    is_known = True
                    for version in self._of_request(before):
                        self._add(version)
            except (OSError, ValueError, ModelError):
                is_known = False
            if not is_known:
                self.unknown.append(before.stem)
        self.unknown += [each.stem for each in self._before if each not in self._passed]

    def _of_request(self, folder: Path) -> Iterator[DatasetVersion]:
        """Versions that a run names and that are there. Raises OSError and ValueError as reading a request does."""
        request = RunFolder(folder).read_request()
        self._before += [(folder / path).resolve() for path in (request.start_from, *request.teachers) if path]
        for share in request.datasets:
            with suppress(DatasetError):
                yield open_version((folder / share.path).resolve())

    def _add(self, version: DatasetVersion) -> None:
        self._listen()
        self.seen |= {sample.frame_sha256 for sample in version.samples if sample.split in (Split.TRAIN, Split.VAL)}
