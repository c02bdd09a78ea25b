"""PlainNet: sizes, its fused form, and what it can draw."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from torch import nn

import models
from models.plain_net import SIZE_MULTIPLE, Conv3x3, PlainNet


def lively(network: nn.Module) -> nn.Module:
    """In evaluation mode, with statistics that no layer has by itself."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
            module.running_mean.normal_(0, 0.3)  # type: ignore[operator,union-attr]
            module.running_var.uniform_(0.5, 2)  # type: ignore[operator,union-attr]
    return network.eval()


def n_parameters(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@pytest.mark.parametrize(("c_in", "c_out", "stride"), [(3, 5, 1), (5, 5, 1), (5, 5, 2), (2, 7, 2)])
@pytest.mark.parametrize("branches", [True, False])
def test_three_branches_are_one_convolution(c_in: int, c_out: int, stride: int, branches: bool):
    torch.manual_seed(1)
    layer = lively(Conv3x3(c_in, c_out, stride=stride, branches=branches))
    assert isinstance(layer, Conv3x3)
    assert (layer.identity is not None) is (branches and c_in == c_out and stride == 1)
    x = torch.randn(2, c_in, 12, 10)
    with torch.inference_mode():
        ours, fused = layer(x), layer.fused()(x)
    assert ours.std() > 0.1
    assert (ours - fused).abs().max() < 1e-5
    assert n_parameters(layer.fused()) == c_out * (9 * c_in + 1)


@pytest.mark.parametrize("head", ["shuffle", "bilinear"])
def test_the_fused_network_answers_alike_and_the_one_in_training_is_left_as_it_was(head: str):
    torch.manual_seed(2)
    network = lively(PlainNet(4, 1, size="s", head=head))
    before = copy.deepcopy(network.state_dict())
    x = torch.randn(1, 1, 64, 96)
    with torch.inference_mode():
        ours = network.train().for_inference()(x) if isinstance(network, PlainNet) else None
        theirs = network.eval()(x)
    assert ours is not None
    assert np.ptp(theirs.numpy()) > 0.5
    assert (ours - theirs).abs().max() <= 1e-4 * theirs.abs().max()
    assert all(torch.equal(before[name], value) for name, value in network.state_dict().items())


def test_sizes_at_inference():
    """Counted by hand for "s", 4 classes, grey: 3x3 with bias, laterals, head of 16 maps a class."""

    def conv(c_in: int, c_out: int) -> int:
        return c_out * (9 * c_in + 1)

    stages = [(16, 24), (24, 48), (48, 64), (64, 64)]
    expected = conv(1, 16) + sum(conv(a, b) + 2 * conv(b, b) for a, b in stages)
    expected += 24 * 49 + 48 * 65 + 64 * 65 + conv(24, 24) + 4 * 16 * 25
    assert n_parameters(PlainNet(4, 1, size="s").for_inference()) == expected
    one_place = PlainNet(4, 1, size="s", head="bilinear").for_inference()
    assert n_parameters(one_place) == expected - 4 * 15 * 25


def test_a_place_of_the_shuffled_head_is_its_own_pixel():
    """The head alone, with one map of the 16 switched on, draws one pixel of each cell: row 2, column 1."""
    network = lively(PlainNet(2, 1, size="s"))
    assert isinstance(network, PlainNet)
    with torch.no_grad():
        network.head.weight.zero_()
        assert network.head.bias is not None
        network.head.bias.zero_()
        network.head.bias[16 + 2 * 4 + 1] = 1.0  # class 1
    with torch.inference_mode():
        drawn = network(torch.zeros(1, 1, 32, 64))[0]
    rows, columns = np.nonzero(drawn[1].numpy())
    assert not drawn[0].any()
    assert set(rows % 4) == {2}
    assert set(columns % 4) == {1}
    assert len(rows) == 8 * 16


@pytest.mark.parametrize("name", ["plain-net-s", "plain-net-m"])
def test_a_frame_moved_by_whole_cells_moves_its_answer(name: str):
    """What lies 32 px further is drawn 32 px further, but for the margins: nothing depends on where a tile begins."""
    torch.manual_seed(3)
    network = lively(models.build(name, n_classes=3, in_channels=1))
    frame = torch.randn(1, 1, 512, 64)
    with torch.inference_mode():
        whole, later = network(frame), network(frame[:, :, SIZE_MULTIPLE:])
    reach = 192  # at most, see docs/decisions/0014
    assert torch.allclose(whole[:, :, SIZE_MULTIPLE + reach : -reach], later[:, :, reach:-reach], atol=1e-4)
