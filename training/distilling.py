"""Learning from the answers of stronger networks beside the labels (Hinton, Vinyals, Dean, arXiv:1503.02531, 2015).

    prepared frames  ->  teachers  ->  mean probabilities (N, C, H, W)  ->  a term of the loss

A teacher answers everywhere: where two people would draw an outline differently, and where nothing was labelled. It
sees the same views as the network that learns, in the same numbers, and learns nothing itself.

A teacher may lack classes of the run, as the model of today lacks a kind of defect that appeared this morning. It sees
those as background, so it is compared with what the network says of its own classes, the others counted as background
too (Cermelli et al., "Modeling the background for incremental learning in semantic segmentation", CVPR 2020); where
the labels say one of the others, it is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812  (the field's name for it)
from torch import Tensor, nn

import models
from inspector.core.classes import BACKGROUND_INDEX, IGNORE_INDEX
from inspector.core.model_card import Output
from inspector.runs.class_mapping import ClassMapping, class_names_of_run
from inspector.runs.folder import RunFolder
from inspector.runs.request import Activation, DistilWhere, Recipe, RunRequest, is_model_file
from models.baselines import BaselineNetwork
from models.plain_net import PlainNet
from training.checkpoints import load_newest
from training.data import Data, path_from
from training.device import Device
from training.from_model import card_in, weights_of_model
from training.learner import build_network


class Teachers:
    """Networks of finished runs, whose probabilities are averaged."""

    def __init__(
        self, networks: Sequence[nn.Module], names: Sequence[str], recipe: Recipe,
        order: Sequence[int] | None = None, unknown: Sequence[int] = (),
    ) -> None:  # fmt: skip
        """``recipe``: which share of the loss follows them, where, and the temperature, which flattens both answers.

        ``order``: for each class of the run that they know, rising, its place in their answers; None: they know all,
        in the run's order. ``unknown``: the classes of the run that they do not know.
        """
        self.names = tuple(names)
        self._networks = [network.eval().requires_grad_(False) for network in networks]
        self.share, self._temperature = recipe.distil_share, recipe.distil_temperature
        self._is_where_agreed, self._balances = recipe.distil_where is DistilWhere.AGREED, recipe.distil_balances
        self._order = None if order is None else list(order)
        self._unknown = list(unknown)

    @torch.no_grad()
    def answers(self, inputs: Tensor) -> Tensor:
        """Mean probabilities (N, C, H, W) of ``inputs`` (N, channels, H, W), 32 bits. C: classes of the run that they
        know, in the run's order."""
        total: Tensor | None = None
        for network in self._networks:
            maps = network(inputs)
            main = maps if isinstance(maps, Tensor) else maps[0]
            probability = F.softmax(main.float() / self._temperature, dim=1)
            total = probability if total is None else total + probability
        assert total is not None
        return (total if self._order is None else total[:, self._order]) / len(self._networks)

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
        if self._unknown:
            log_p = self._as_they_see(log_p)
        of_pixels = F.kl_div(log_p, answers, reduction="none").sum(dim=1)
        names = answers.argmax(dim=1)
        if self._unknown:
            known = [index for index in range(main.shape[1]) if index not in self._unknown]
            names = torch.tensor(known, device=names.device)[names]
        is_asked = torch.ones_like(targets, dtype=torch.bool)
        if self._is_where_agreed:
            is_asked = (names == targets) | (targets == IGNORE_INDEX)
        for index in self._unknown:
            is_asked = is_asked & (targets != index)
        of_pixels = of_pixels * is_asked
        of_views = of_pixels.mean(dim=(1, 2))
        if self._balances:
            of_views = _balanced(of_pixels, is_asked, is_asked & (names != BACKGROUND_INDEX), of_views)
        divergence = of_views.mean() * of_batch
        return (1 - self.share) * of_labels + self.share * self._temperature**2 * divergence

    def _as_they_see(self, log_p: Tensor) -> Tensor:
        """Log-probabilities (N, classes of the run, H, W) of the classes that they know, the others counted as
        background."""
        background = torch.logsumexp(log_p[:, [BACKGROUND_INDEX, *self._unknown]], dim=1, keepdim=True)
        known = [index for index in range(1, log_p.shape[1]) if index not in self._unknown]
        return torch.cat([background, log_p[:, known]], dim=1)


def _balanced(of_pixels: Tensor, is_asked: Tensor, is_defect: Tensor, of_views: Tensor) -> Tensor:
    """Of each view (N), the mean over defects and that over the other pixels that are asked, half of each. A view
    without defects keeps its own of ``of_views``. By views, so that a batch in parts gives what it gives as a whole."""
    n_defect, n_asked = is_defect.sum(dim=(1, 2)), is_asked.sum(dim=(1, 2))
    of_defects = (of_pixels * is_defect).sum(dim=(1, 2)) / n_defect.clamp(min=1)
    of_others = (of_pixels * ~is_defect).sum(dim=(1, 2)) / (n_asked - n_defect).clamp(min=1)
    return torch.where(n_defect > 0, (of_defects + of_others) / 2, of_views)


@dataclass(frozen=True, slots=True, eq=False)
class _Teacher:
    network: nn.Module
    title: str
    mapping: ClassMapping


def teachers_of(request: RunRequest, folder: Path, data: Data, device: Device) -> Teachers | None:
    """Those that the request names, on the device; None where it names none. ``folder``: of the run that learns.

    Raises ValueError for runs and model files without usable weights, of other inputs, with classes that the run lacks,
    or whose network cannot take the views; and where two of them know other classes.
    """
    if not request.teachers:
        return None
    found = [_teacher(path_from(folder, named), request, data) for named in request.teachers]
    networks = []
    for each in found:
        network = each.network
        if isinstance(network, BaselineNetwork | PlainNet):  # it only answers, and every step waits for it
            network = network.for_inference()
        networks.append(network.to(device.torch_device))
    first = found[0].mapping
    for other in found[1:]:
        if other.mapping.before != first.before:
            raise ValueError(
                f"{other.title} cannot teach beside {found[0].title}: teachers of one run know the same classes"
            )
    order = None if first.is_same else [before for before, _ in sorted(first.pairs, key=lambda pair: pair[1])]
    return Teachers(networks, [each.title for each in found], request.recipe, order, first.new_indices)


def _teacher(path: Path, request: RunRequest, data: Data) -> _Teacher:
    """Raises ValueError where it cannot teach."""
    if is_model_file(path.name):
        card = card_in(path)
        activation = Activation.SIGMOID if card.output is Output.SIGMOID else Activation.SOFTMAX
        read = (card.input_channels, set(card.mean), set(card.std))
        mapping = ClassMapping(card.class_names, data.class_names)
        _refuse_other_task(path.name, activation, read, card.network, mapping, request)
        asked = replace(request, network=card.network, network_options={})
        network = build_network(asked, card.n_classes)
        network.load_state_dict(
            weights_of_model(path, lambda n: build_network(asked, n), replace(data, request=asked)).state
        )
        return _Teacher(network, f"model {path.stem} ({card.network})", mapping)
    teacher = RunFolder(path)
    try:
        asked = teacher.read_request()
        kept = load_newest(teacher.best_checkpoint, ("averaged",)).content["averaged"]
        if not teacher.confusions_file.is_file():
            raise ValueError("it has not finished")
        classes = class_names_of_run(teacher)
    except (OSError, ValueError) as error:
        raise ValueError(f"{teacher.name} cannot teach: {error}") from error
    theirs, mapping = asked.recipe, ClassMapping(classes, data.class_names)
    read = (asked.input_channels, {theirs.input_mean}, {theirs.input_std})
    _refuse_other_task(teacher.name, theirs.activation, read, asked.network, mapping, request)
    network = build_network(asked, len(classes))
    try:
        network.load_state_dict(kept)
    except RuntimeError as error:
        raise ValueError(f"{teacher.name} cannot teach: its weights are not those of its network") from error
    return _Teacher(network, f"run {teacher.name} ({asked.network})", mapping)


def _refuse_other_task(
    name: str, activation: Activation, read: tuple[int, set[float], set[float]], network: str, mapping: ClassMapping,
    request: RunRequest,
) -> None:  # fmt: skip
    """``read``: channels, means and deviations of what it takes."""
    ours = request.recipe
    if Activation.SIGMOID in (activation, ours.activation):
        raise ValueError(f"{name} cannot teach: both networks must choose one class per pixel (soft-max)")
    if read != (request.input_channels, {ours.input_mean}, {ours.input_std}):
        raise ValueError(f"{name} cannot teach: it was trained on other channels or another scale of grey values")
    if mapping.left:
        raise ValueError(
            f"{name} cannot teach: its classes are {', '.join(mapping.before)}, not {', '.join(mapping.now)}; "
            f"{', '.join(mapping.left)} would be taught as background"
        )
    try:
        multiple = models.entry_of(network).size_multiple
    except KeyError as error:
        raise ValueError(f"{name} cannot teach: {error.args[0]}") from error
    if any(side % multiple for side in ours.view_px):
        raise ValueError(f"{name} cannot teach: it takes frames of multiples of {multiple} px, the views are not")
