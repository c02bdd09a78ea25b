"""One of two ranks that make the same step together and alone: what differs, as JSON on standard output.

python ranks_steps.py RANK STORE
"""

from __future__ import annotations

import copy
import json
import sys

import torch
import torch.distributed as dist
from torch import nn

import models
from training.distributed import ALONE, Ranks
from training.losses import build_loss
from training.synced_norms import sync_norms

N_CLASSES = 4
SOFTMAX = [("cross-entropy", 1.0, {"label_smoothing": 0.02}), ("dice", 1.0, {"denominator": "squared"})]
CASES = {  # network, options, terms, activation, views of the batch
    "plain-net-s, means and dice": ("plain-net-s", {}, SOFTMAX, "softmax", 5),
    "dbrnet, hardest pixels, two maps": ("dbrnet", {}, [("ohem", 1.0, {})], "softmax", 4),
    "timm's norms, sorted pixels": (
        "unet-tf_efficientnet_lite0", {}, [("lovasz", 1.0, {"stride": 2}), ("tversky", 1.0, {})], "softmax", 3,
    ),
    "independent classes": ("plain-net-s", {}, [("bce", 0.5, {}), ("focal-released", 1.0, {})], "sigmoid", 3),
}  # fmt: skip


def gradients(network: nn.Module, ranks: Ranks, case: str, inputs: torch.Tensor, targets: torch.Tensor) -> dict:
    """After one step without an optimiser: loss, gradients, and what the norms have counted."""
    _, _, terms, activation, n_views = CASES[case]
    loss_of = build_loss(terms, n_classes=N_CLASSES, activation=activation)
    network.train()
    torch.manual_seed(9)
    maps = ranks.whole(network(ranks.part(inputs)), n_views)
    loss = loss_of(maps, targets)
    loss.backward()
    ranks.add_gradients(network)
    found = {name: p.grad.clone() for name, p in network.named_parameters() if p.grad is not None}
    found |= {name: buffer.clone().float() for name, buffer in network.named_buffers()}
    return {"loss": loss.detach(), **found}


def differences(case: str, ranks: Ranks) -> dict[str, float]:
    """The largest of all tensors, each as a share of the largest value of its kind."""
    name, options, _, activation, n_views = CASES[case]
    torch.manual_seed(3)
    n_outputs = N_CLASSES - (activation == "sigmoid")
    # In 64 bits: in 32 one rectifier more or less at its kink makes a hundredth of a gradient, however it is computed.
    network = models.build(name, n_classes=n_outputs, in_channels=1, **options).double()
    network = network.to(memory_format=torch.channels_last)
    inputs = torch.randn(n_views, 1, 64, 96).double()
    targets = torch.randint(N_CLASSES, (n_views, 64, 96))
    targets[0, :40] = 255  # so that the ranks' parts do not count the same number of pixels
    alone = gradients(copy.deepcopy(network), ALONE, case, inputs, targets)
    sync_norms(network, ranks)
    together = gradients(network, ranks, case, inputs, targets)
    assert alone.keys() == together.keys()
    largest = max(float(alone[key].abs().max()) for key in alone if key.endswith("weight"))
    of_gradients = max(float((alone[key] - together[key]).abs().max()) for key in alone if "running" not in key)
    of_norms = max(
        float(((alone[key] - together[key]).abs() / alone[key].abs().max().clamp_min(1e-3)).max())
        for key in alone
        if "running" in key
    )
    ranks.check_same(network)
    return {
        "loss": float((alone["loss"] - together["loss"]).abs() / alone["loss"]),
        "gradients": of_gradients / largest,
        "norms": of_norms,
    }


if __name__ == "__main__":
    rank, n = int(sys.argv[1]), 2
    torch.set_num_threads(1)
    dist.init_process_group("gloo", store=dist.FileStore(sys.argv[2], n), rank=rank, world_size=n)
    ranks = Ranks(rank, n, n, rank)
    print(json.dumps({case: differences(case, ranks) for case in CASES}))  # noqa: T201  read by the test
    ranks.leave()
