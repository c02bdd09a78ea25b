"""The training loop, read top to bottom: load, step, validate, checkpoint, score, export.

States of a run: loading -> training -> scoring -> done; "paused", "stopped" or "cancelled" when asked to; "failed" with
the reason. Each is a line in progress.jsonl. A run started again goes on from its last checkpoint.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict, replace

import torch

import models
from inspector.core.cores import usable_cores
from inspector.core.files import write_whole
from inspector.core.json_text import json_text
from inspector.runs.checkpoint_files import is_there
from inspector.runs.control import AskedToEnd
from inspector.runs.ending import ended_as_asked
from inspector.runs.folder import RunFolder
from inspector.runs.progress import ProgressLine, RunState
from inspector.runs.request import RunRequest
from training.batch_task import indices_of
from training.code_version import code_version
from training.data import Data, open_data, path_from
from training.device import open_device
from training.distilling import teachers_of
from training.distributed import ALONE, Ranks
from training.exporting import card_of_run, export_and_compare
from training.giving_way import GivingWay
from training.golden import golden_tiles
from training.known import thresholds_before
from training.learner import Learner, new_or_resumed, newest_usable, tell
from training.learning import learn
from training.run import Ear, PatientFolder, Run
from training.scoring import Candidate, RunScores, candidate_of, score_run

log = logging.getLogger("training")

LOOK_THROUGH_EVERY_S = 10.0  # between two signs of life while frames are looked through


def train(
    request: RunRequest, folder: RunFolder, ranks: Ranks = ALONE, way: GivingWay | None = None, notice: str = ""
) -> RunState:  # fmt: skip
    """Run or resume, giving way to lines where there is a ``way``; returns DONE, STOPPED or CANCELLED. One of several
    ``ranks`` calls it beside the others; those other than the first return when all is learned. ``notice``: what
    a person should know of this start.

    Raises TrainingError, DatasetError or ValueError where the run cannot be made as it is asked for, and RankLost.
    """
    if ranks.is_first:
        folder = PatientFolder(folder.path)
        folder.remove_unfinished()
    asked_for, ear = request, Ear(folder, way)
    if ranks.are_many:
        request = replace(request, n_threads=max(1, (request.n_threads or usable_cores()) // ranks.n_on_this_pc))
    torch.set_num_threads(request.n_threads or usable_cores())
    torch.manual_seed(request.recipe.seed)
    device = open_device(request.device, request.recipe.precision, ranks.local_rank if ranks.are_many else None)
    folder.report(ProgressLine(RunState.LOADING, device=str(device), notice=notice))
    log.info("%s computes on %s", request.run, device)
    if device.precision is not request.recipe.precision:
        tell(request, folder, f"computes in 32 bits: {device.name} would emulate {request.recipe.precision.value}")
    data = _open_data(request, folder, ranks)
    learner = new_or_resumed(request, folder, data, device, ranks)
    teachers = teachers_of(request, folder.path, data, device)
    if teachers is not None:
        learner.taught_by = teachers.names
        log.info("%s learns from %s", request.run, ", ".join(teachers.names))
    try:
        run = _open_run(request, folder, data, ear, ranks)
        learn(run, learner, teachers)
        ranks.leave()
        if not ranks.is_first:
            return RunState.DONE
        if ranks.are_many:
            run = replace(run, request=asked_for)
            torch.set_num_threads(asked_for.n_threads or usable_cores())
        folder.report(_at_its_end(RunState.SCORING, learner))
        _score_and_export(run, learner)
    except AskedToEnd as asked:
        if not ranks.is_first:
            return RunState.STOPPED
        ranks.end_as_asked()
        return ended_as_asked(folder, asked.control, learner.step)
    folder.report(_at_its_end(RunState.DONE, learner))
    return RunState.DONE


def _at_its_end(state: RunState, learner: Learner) -> ProgressLine:
    return ProgressLine(state, step=learner.step, n_steps=learner.n_planned, is_kept=bool(learner.kept_of))


def _open_data(request: RunRequest, folder: RunFolder, ranks: Ranks) -> Data:
    """By rank 0 first, so that one alone says what is wrong with them. Raises as ``open_data`` does."""
    data = None
    if ranks.is_first:
        if request.recipe.batch < ranks.n:
            raise ValueError(f"a batch of {request.recipe.batch} is too small for {ranks.n} processes")
        data = open_data(request, folder.path)
    memory_bytes = ranks.told(0 if data is None else data.memory_bytes // ranks.n_on_this_pc)
    return replace(data or open_data(request, folder.path), memory_bytes=memory_bytes)


def _open_run(request: RunRequest, folder: RunFolder, data: Data, ear: Ear, ranks: Ranks) -> Run:
    frames = data.frames()
    if not frames.fit:
        takes, has = (f"{n / 1e9:.2g} GB" for n in (frames.n_bytes, data.memory_bytes))
        tell(request, folder, f"reads frames from disk while it learns: they take {takes}, memory has {has} for them")
    told_s = time.monotonic()

    def told(n: int, n_done: int) -> None:
        nonlocal told_s
        ear.listen()
        if time.monotonic() - told_s > LOOK_THROUGH_EVERY_S:
            told_s = time.monotonic()
            log.info("%s has looked through %d of %d frames", request.run, n_done, n)
            folder.report(ProgressLine(RunState.LOADING))

    if not ranks.is_first:  # the file of what is found, where there is one, is written by one of them
        ranks.told(0)
    indices = indices_of(data, frames, folder, told)
    if ranks.is_first:
        ranks.told(0)
    return Run(request, folder, data, frames, indices, ear)


def _score_and_export(run: Run, learner: Learner) -> None:
    """Score the weights that were kept, write the scores, then the model file where the run makes one."""
    request, folder, data = run.request, run.folder, run.data
    if not is_there(folder.best_checkpoint):  # lost, and nothing was left to validate; see ``new_or_resumed``
        learner.save_kept(folder.best_checkpoint, request, None)
        tell(request, folder, f"ends with the weights of step {learner.step}: none that were validated are left")
    kept = newest_usable(request, folder, folder.best_checkpoint, ("averaged", "step")).content
    network = learner.averaged.network
    network.load_state_dict(kept["averaged"])
    candidate = candidate_of(request, network, data, learner.device.torch_device, run.listen)
    before = None
    if request.start_from:
        before = thresholds_before(path_from(folder.path, request.start_from), data.class_names)
    scores = score_run(candidate, data, run.frames.val, before)
    facts = {
        "run": request.run, "code_version": code_version(), "request": json.loads(request.to_json()),
        "kept_step": kept["step"],
        "learned_steps": learner.step,
        "begun_with": learner.begun_with, "taught_by": learner.taught_by,
        "computed_on": learner.computed_on, "batches": learner.in_parts(request.recipe.batch) or "at once",
        "waited_for_data": learner.waiting,
        "n_parameters": sum(p.numel() for p in network.parameters()),
        "thresholds": scores.thresholds,
        "thresholds_from": "validation splits of all datasets of the request, pooled" if any(map(len, run.frames.val))
        else "none set",
        "non_defects": data.main.non_defects,
        **scores.by_split,
    }  # fmt: skip
    write_whole(folder.confusions_file, json_text({"class_names": data.class_names, **scores.confusions}).encode())
    write_whole(folder.detections_file, json_text({"class_names": data.class_names, **scores.detections}).encode())
    if request.recipe.resize_px is None and not request.n_folds:
        facts["pytorch_against_onnx"] = _export(run, learner, candidate, scores)
    write_whole(folder.scores_file, json_text(facts, indent=1).encode())


def _export(run: Run, learner: Learner, candidate: Candidate, scores: RunScores) -> dict[str, float]:
    """The model file and its golden tiles; returns how it agrees with PyTorch."""
    card = card_of_run(run.data, run.input_bits, candidate, scores, learner)
    file = run.folder.model_file(run.request.model_name)
    val = run.frames.val[0]
    found = export_and_compare(candidate, card, file, scores.tested if len(scores.tested) else val)
    any_size = models.entry_of(card.network).exports_any_size
    # Of val: what is held out lies in no other file
    golden = golden_tiles(candidate.network, card, val, any_size=any_size, listen=run.listen)
    if golden is None:
        tell(run.request, run.folder, "keeps no golden tiles: its data have no validation frames")
    else:
        write_whole(run.folder.golden_file(run.request.model_name), golden.to_bytes())
    return asdict(found)
