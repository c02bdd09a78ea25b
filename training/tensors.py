"""A batch as tensors, in the memory from which a device takes it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from training.batches import Batch, Made


@dataclass(frozen=True, slots=True, eq=False)
class TensorBatch:
    """A batch on the CPU, its memory as the copy to the device wants it."""

    inputs: Tensor
    targets: Tensor  # uint8
    made: tuple[Made, ...]

    def parts(self, n: int) -> tuple[TensorBatch, ...]:
        """``n`` of them of about one size; nothing was ``made`` for one alone."""
        if n == 1:
            return (self,)
        pairs = zip(self.inputs.tensor_split(n), self.targets.tensor_split(n), strict=True)
        return tuple(TensorBatch(inputs, targets, ()) for inputs, targets in pairs)


def as_tensors(batch: Batch) -> TensorBatch:
    return TensorBatch(torch.from_numpy(batch.inputs), torch.from_numpy(batch.targets), batch.made)


def pinned(batch: Batch) -> TensorBatch:
    """In memory that a GPU reads while the program goes on."""
    inputs, targets = torch.from_numpy(batch.inputs), torch.from_numpy(batch.targets)
    return TensorBatch(inputs.pin_memory(), targets.pin_memory(), batch.made)


def on_device(batch: TensorBatch, device: torch.device, layout: torch.memory_format) -> tuple[Tensor, Tensor]:
    """Inputs (N, C, H, W) and targets (N, H, W) of class indices. From pinned memory they come while the program goes
    on."""
    targets = batch.targets.to(device, non_blocking=True).long()
    return batch.inputs.to(device, non_blocking=True).contiguous(memory_format=layout), targets
