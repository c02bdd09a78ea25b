"""Sizes of networks, by one rule."""

from __future__ import annotations

import pytest

from models.counting import size_of


def test_a_net_has_the_parameters_and_the_macs_of_its_sheet():
    size = size_of("a-net", n_classes=1, height=224, width=224)
    assert size.n_parameters == 389_768
    assert round(size.n_mac / 1e9, 3) == 0.326


def test_macs_grow_with_the_area():
    small, large = (size_of("a-net", height=side, width=2 * side).n_mac for side in (64, 256))
    assert large == 16 * small


def test_a_size_that_the_network_cannot_take_is_refused():
    with pytest.raises(ValueError, match="multiples of 32"):
        size_of("a-net", height=200, width=224)
