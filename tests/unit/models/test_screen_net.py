"""ScreenNet: one answer for each cell, the same for inference, and nothing beyond its reach counts."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from models.screen_net import CELL_PX, POOLS, REACH_PX, ScreenNet

EACH_POOL = pytest.mark.parametrize("pool", POOLS)


def lively(network: ScreenNet) -> ScreenNet:
    """As after a training: norms with statistics of their own."""
    generator = torch.Generator().manual_seed(7)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5, generator=generator)
            nn.init.uniform_(module.bias, -0.2, 0.2, generator=generator)
            assert module.running_mean is not None
            assert module.running_var is not None
            nn.init.uniform_(module.running_mean, -0.2, 0.2, generator=generator)
            nn.init.uniform_(module.running_var, 0.5, 1.5, generator=generator)
    return network.eval()


@EACH_POOL
@pytest.mark.parametrize("channels", [1, 3])
def test_one_answer_for_each_cell(pool: int, channels: int):
    torch.manual_seed(1)
    frame = torch.randn(2, channels, 3 * CELL_PX, 5 * CELL_PX)
    assert ScreenNet(channels, pool=pool)(frame).shape == (2, 1, 3, 5)


@EACH_POOL
def test_the_same_answers_with_joined_layers(pool: int):
    torch.manual_seed(1)
    network = lively(ScreenNet(1, pool=pool))
    frame = torch.randn(1, 1, 160, 96)
    with torch.inference_mode():
        assert torch.allclose(network(frame), network.for_inference()(frame), atol=1e-4)
    assert not any(isinstance(each, nn.BatchNorm2d) for each in network.for_inference().modules())


@EACH_POOL
def test_nothing_beyond_its_reach_counts(pool: int):
    """A cell's answer has no slope by pixels further off, and has one within: up to more than half of it."""
    torch.manual_seed(1)
    network = lively(ScreenNet(1, pool=pool))
    frame = torch.randn(1, 1, 13 * CELL_PX, 13 * CELL_PX, requires_grad=True)
    network(frame)[0, 0, 6, 6].backward()
    assert frame.grad is not None
    rows = torch.nonzero(frame.grad[0, 0].abs().sum(dim=1))[:, 0]
    first, last = int(rows.min()), int(rows.max())
    assert 6 * CELL_PX - first <= REACH_PX
    assert last + 1 - 7 * CELL_PX <= REACH_PX
    assert last + 1 - first > REACH_PX


@EACH_POOL
def test_a_line_of_one_pixel_is_not_washed_out(pool: int):
    """Its least and greatest are as they are, however thin it is."""
    frame = torch.zeros(1, 1, CELL_PX, CELL_PX)
    frame[..., 5] = 1.0
    seen: list[torch.Tensor] = []
    network = ScreenNet(1, pool=pool).eval()
    network.layers.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    network(frame)
    mean, least, greatest = seen[0][0]
    assert (mean.max(), least.max(), greatest.max()) == (1 / pool, 0.0, 1.0)


def test_what_it_does_not_take_is_refused():
    with pytest.raises(ValueError, match="2 or 4"):
        ScreenNet(1, pool=8)
    with pytest.raises(ValueError, match="multiples of 32"):
        ScreenNet(1)(torch.zeros(1, 1, 40, 64))
