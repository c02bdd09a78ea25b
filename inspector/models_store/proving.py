"""A candidate proves itself: both models scored on the same held-out frames, the gate's checks, the file kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from inspector.core.audit import AuditStamp, utc_text
from inspector.core.calibration import Calibration
from inspector.core.messages import Code, ModelError, message
from inspector.datasets.version import DatasetVersion, Split
from inspector.evaluation.class_rule import rules_for_both
from inspector.evaluation.frames import AnnotatedFrame, FramesToScore, frames_of_version
from inspector.evaluation.of_model import EvaluationSettings, evaluate_model
from inspector.evaluation.proof import Proof, SpeedProof, prove
from inspector.inference.loaded_model import LoadedModel
from inspector.inference.predictor import Predictor
from inspector.models_store.checks import card_check, checks_of_proof, faster_check, golden_check, untouched_check
from inspector.models_store.gate import GateReport, check_room, write_gate
from inspector.workspace.settings import ProofSettings

MAX_TIMED_FRAMES = 32
MAX_TIMED_PX = 100_000_000
TIMED_S = 20.0  # of both; a slow model on large frames is timed on fewer


@dataclass(frozen=True, slots=True)
class ProvedModel:
    gate: GateReport
    proof: Proof


def prove_model(
    candidate: LoadedModel, active: LoadedModel, version: DatasetVersion, split: Split, *,
    models: Path, runs: Path, datasets: Path, margins: ProofSettings, calibration: Calibration | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> ProvedModel:  # fmt: skip
    """Score both, check the gate, and keep the report in ``models``/proofs.

    ``report`` gets (steps done, steps) often; an exception that it raises cancels the work, and nothing is written.
    Raises ModelError where a network fails or the two cannot be compared, DatasetError where data are broken,
    WorkspaceError where the disk refuses.
    """
    n_steps = 2 * sum(sample.split is split for sample in version.samples) + 2
    listen = partial(report, 0, n_steps)
    listen()
    check_room(models, candidate.sha256)
    checks = [golden_check(candidate, models, runs, listen), card_check(candidate.card)]
    untouched = untouched_check(candidate.card, version, split, runs, datasets, listen)
    proof = compare_models(
        candidate, active, frames_of_version(version, split), calibration,
        lambda done, total: report(done + 1, n_steps),
    )  # fmt: skip
    if candidate.card.variant_of is not None:
        checks.append(faster_check(candidate.card.variant_of, proof))
    stamp = AuditStamp.now()
    gate = GateReport(
        candidate.sha256, active.sha256, proof.data.name, proof.data.split,
        (*checks, *checks_of_proof(proof, margins), untouched), utc_text(stamp.at), stamp.actor,
    )  # fmt: skip
    write_gate(models, gate, proof)
    report(n_steps, n_steps)
    return ProvedModel(gate, proof)


def compare_models(
    candidate: LoadedModel, active: LoadedModel, frames: FramesToScore, calibration: Calibration | None = None,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Proof:  # fmt: skip
    """The figures alone: no gate is checked, and nothing is written. ``report`` and what is raised as ``prove_model``.
    A model beside itself is scored once."""
    settings = EvaluationSettings(calibration=calibration, alarms_per_frame=())
    n, titles = frames.n_frames, [one.card.title for one in (candidate, active)]
    try:
        of_candidate, of_active = rules_for_both(candidate.card, active.card, frames.class_names, frames.non_defects)
        second = evaluate_model(
            candidate, frames, settings, lambda done, total: report(done, 2 * n + 1), rule=of_candidate
        )
        first = second
        if active.sha256 != candidate.sha256:
            first = evaluate_model(
                active, frames, settings, lambda done, total: report(n + done, 2 * n + 1), rule=of_active
            )
        speed = timed(candidate, active, frames.read(), partial(report, 2 * n, 2 * n + 1))
        found = prove(second, first, speed)
    except ValueError as error:
        raise ModelError(
            message(Code.NOT_COMPARABLE, candidate=titles[0], active=titles[1], detail=str(error))
        ) from error
    report(2 * n + 1, 2 * n + 1)
    return found


def timed(
    candidate: LoadedModel, active: LoadedModel, frames: Iterable[AnnotatedFrame], listen: Callable[[], None]
) -> SpeedProof:
    """Both on the same frames by turns, as many side by side as the line predicts."""
    kept: list[AnnotatedFrame] = []
    for frame in islice(frames, MAX_TIMED_FRAMES):
        listen()
        if kept and sum(each.class_map.size for each in kept) + frame.class_map.size > MAX_TIMED_PX:
            break
        kept.append(frame)
    predictors = [Predictor(model) for model in (active, candidate)]
    at_once = max(model.backend.n_streams for model in (active, candidate))
    took, n_px = [0.0, 0.0], 0

    def give_up() -> bool:
        listen()
        return False

    def predict(predictor: Predictor, frame: AnnotatedFrame) -> None:
        predictor.predict(frame.pixels, frame.bits, give_up)

    for predictor in predictors:
        predict(predictor, kept[0])  # once untimed: memory is taken, caches are warm
    with ThreadPoolExecutor(at_once, "timing") as threads:
        for turn, some in enumerate(_parted(kept, at_once)):
            for which in (0, 1) if turn % 2 == 0 else (1, 0):
                predictor = predictors[which]
                n_streams = predictor.model.backend.n_streams
                began_s = time.perf_counter()
                for side_by_side in _parted(some, n_streams):
                    list(threads.map(partial(predict, predictor), side_by_side))
                took[which] += time.perf_counter() - began_s
            n_px += sum(frame.class_map.size for frame in some)
            if sum(took) > TIMED_S:
                break
    least_s = 1e-6  # a clock may stand still for a tiny network
    return SpeedProof(
        n_px / 1e6 / max(took[0], least_s), n_px / 1e6 / max(took[1], least_s), candidate.provider.device,
        max(1, sum(frame.class_map.size for frame in kept) // len(kept)),
    )  # fmt: skip


def _parted(frames: Sequence[AnnotatedFrame], n: int) -> Iterator[Sequence[AnnotatedFrame]]:
    return (frames[first : first + n] for first in range(0, len(frames), n))
