"""The training loop, read top to bottom: load, step, validate, checkpoint, score, export.

States of a run: loading -> training -> scoring -> done; "paused", "stopped" or "cancelled" when asked to; "failed" with
the reason. Each is a line in progress.jsonl. A run started again goes on from its last checkpoint.
"""

from __future__ import annotations

import json
import logging
import time
from dataclasses import asdict

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
from training.exporting import card_of_run, export_and_compare
from training.golden import golden_tiles
from training.known import thresholds_before
from training.learner import Learner, new_or_resumed, newest_usable, tell
from training.learning import learn
from training.run import Ear, Run
from training.scoring import Candidate, RunScores, candidate_of, score_run

log = logging.getLogger("training")

LOOK_THROUGH_EVERY_S = 10.0  # between two signs of life while frames are looked through


def train(request: RunRequest, folder: RunFolder) -> RunState:
    """Run or resume; returns DONE, STOPPED or CANCELLED.

    Raises TrainingError, DatasetError or ValueError where the run cannot be made as it is asked for.
    """
    ear = Ear(folder)
    torch.set_num_threads(request.n_threads or usable_cores())
    torch.manual_seed(request.recipe.seed)
    device = open_device(request.device, request.recipe.precision)
    folder.report(ProgressLine(RunState.LOADING, device=str(device)))
    log.info("%s computes on %s", request.run, device)
    if device.precision is not request.recipe.precision:
        tell(request, folder, f"computes in 32 bits: {device.name} would emulate {request.recipe.precision.value}")
    data = open_data(request, folder.path)
    learner = new_or_resumed(request, folder, data, device)
    teachers = teachers_of(request, folder.path, data, device)
    if teachers is not None:
        learner.taught_by = teachers.names
        log.info("%s learns from %s", request.run, ", ".join(teachers.names))
    try:
        run = _open_run(request, folder, data, ear)
        learn(run, learner, teachers)
        folder.report(ProgressLine(RunState.SCORING, step=learner.step, n_steps=learner.n_steps))
        _score_and_export(run, learner)
    except AskedToEnd as asked:
        return ended_as_asked(folder, asked.control, learner.step)
    folder.report(ProgressLine(RunState.DONE, step=learner.step, n_steps=learner.n_steps))
    return RunState.DONE


def _open_run(request: RunRequest, folder: RunFolder, data: Data, ear: Ear) -> Run:
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

    return Run(request, folder, data, frames, indices_of(data, frames, folder, told), ear)


def _score_and_export(run: Run, learner: Learner) -> None:
    """Score the weights that were kept, write the scores, then the model file where the run makes one."""
    request, folder, data = run.request, run.folder, run.data
    if not is_there(folder.best_checkpoint):  # lost, and nothing was left to validate; see ``new_or_resumed``
        learner.save_kept(folder.best_checkpoint, None)
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
        "computed_on": learner.computed_on, "waited_for_data": learner.waiting,
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
