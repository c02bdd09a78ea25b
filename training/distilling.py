"""Learning from the answers of stronger networks beside the labels (Hinton, Vinyals, Dean, arXiv:1503.02531, 2015).

    prepared frames  ->  teachers  ->  mean probabilities (N, C, H, W)  ->  a term of the loss

A teacher answers everywhere: where two people would draw an outline differently, and where nothing was labelled. It
sees the same views as the network that learns, in the same numbers, and learns nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812  (the field's name for it)
from torch import Tensor, nn

import models
from inspector.core.classes import IGNORE_INDEX
from inspector.core.typed_json import parsed_json
from inspector.runs.folder import RunFolder
from inspector.runs.request import Activation, DistilWhere, Recipe, RunRequest
from models.baselines import BaselineNetwork
from models.plain_net import PlainNet
from training.checkpoints import load_newest
from training.data import Data, path_from
from training.device import Device
from training.learner import build_network


class Teachers:
    """Networks of finished runs, whose probabilities are averaged."""

    def __init__(self, networks: Sequence[nn.Module], names: Sequence[str], recipe: Recipe) -> None:
        """``recipe``: which share of the loss follows them, where, and the temperature, which flattens both answers."""
        self.names = tuple(names)
        self._networks = [network.eval().requires_grad_(False) for network in networks]
        self.share, self._temperature = recipe.distil_share, recipe.distil_temperature
        self._is_where_agreed = recipe.distil_where is DistilWhere.AGREED

    @torch.no_grad()
    def answers(self, inputs: Tensor) -> Tensor:
        """Mean probabilities (N, C, H, W) of ``inputs`` (N, channels, H, W), 32 bits."""
        total: Tensor | None = None
        for network in self._networks:
            maps = network(inputs)
            main = maps if isinstance(maps, Tensor) else maps[0]
            probability = F.softmax(main.float() / self._temperature, dim=1)
            total = probability if total is None else total + probability
        assert total is not None
        return total / len(self._networks)

    def loss(
        self, of_labels: Tensor, maps: Tensor | tuple[Tensor, ...], answers: Tensor, targets: Tensor,
        of_batch: float = 1.0,
    ) -> Tensor:  # fmt: skip
        """The loss of a step: of labels (N, H, W) and teachers by their shares; auxiliary maps learn from labels alone.
        ``of_batch``: which share of a batch this part of it is, whose share of the batch's loss ``of_labels`` is.

        Kullback-Leibler divergence per pixel, times the square of the temperature, which keeps its slope of one size.
        """
        main = maps if isinstance(maps, Tensor) else maps[0]
        log_p = F.log_softmax(main.float() / self._temperature, dim=1)
        of_pixels = F.kl_div(log_p, answers, reduction="none").sum(dim=1)
        if self._is_where_agreed:
            of_pixels = of_pixels * ((answers.argmax(dim=1) == targets) | (targets == IGNORE_INDEX))
        divergence = of_pixels.mean() * of_batch
        return (1 - self.share) * of_labels + self.share * self._temperature**2 * divergence


def teachers_of(request: RunRequest, folder: Path, data: Data, device: Device) -> Teachers | None:
    """Those that the request names, on the device; None where it names none. ``folder``: of the run that learns.

    Raises ValueError for runs without usable weights, of other classes or inputs, or whose network cannot take the
    views.
    """
    if not request.teachers:
        return None
    networks, names = [], []
    for named in request.teachers:
        teacher = RunFolder(path_from(folder, named))
        try:
            asked = teacher.read_request()
            kept = load_newest(teacher.best_checkpoint, ("averaged",)).content["averaged"]
            classes = _classes_of(teacher)
        except (OSError, ValueError) as error:
            raise ValueError(f"{teacher.name} cannot teach: {error}") from error
        _refuse_other_task(asked, classes, teacher.name, request, data)
        network = build_network(asked, len(data.class_names))
        try:
            network.load_state_dict(kept)
        except RuntimeError as error:
            raise ValueError(f"{teacher.name} cannot teach: its weights are not those of its network") from error
        if isinstance(network, BaselineNetwork | PlainNet):  # it only answers, and every step waits for it
            network = network.for_inference()
        networks.append(network.to(device.torch_device))
        names.append(f"run {teacher.name} ({asked.network})")
    return Teachers(networks, names, request.recipe)


def _classes_of(teacher: RunFolder) -> tuple[str, ...]:
    """Raises OSError where the run has not finished, ValueError where its results are broken."""
    found = parsed_json(teacher.confusions_file.read_text(encoding="utf-8"))
    names = found.get("class_names") if isinstance(found, dict) else None
    if not isinstance(names, list):
        raise ValueError("its results name no classes")
    return tuple(str(name) for name in names)


def _refuse_other_task(asked: RunRequest, classes: tuple[str, ...], name: str, request: RunRequest, data: Data) -> None:
    theirs, ours = asked.recipe, request.recipe
    if Activation.SIGMOID in (theirs.activation, ours.activation):
        raise ValueError(f"{name} cannot teach: both networks must choose one class per pixel (soft-max)")
    read = (asked.input_channels, theirs.input_mean, theirs.input_std)
    if read != (request.input_channels, ours.input_mean, ours.input_std):
        raise ValueError(f"{name} cannot teach: it was trained on other channels or another scale of grey values")
    if classes != data.class_names:
        raise ValueError(
            f"{name} cannot teach: its classes are {', '.join(classes)}, not {', '.join(data.class_names)}"
        )
    multiple = models.entry_of(asked.network).size_multiple
    if any(side % multiple for side in ours.view_px):
        raise ValueError(f"{name} cannot teach: it takes frames of multiples of {multiple} px, the views are not")
