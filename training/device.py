"""Where a training computes: on an NVIDIA GPU or on the CPU, and in which numbers.

"auto"       the first GPU where PyTorch has one, else the CPU
"cpu"        the CPU
"cuda[:N]"   this GPU; where it is missing the run is refused, never moved to the CPU

"f32" means 32 bits: the shorter mantissa that GPUs offer for it (TF32) is never used, in steps or in scores.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from inspector.core.messages import Code, TrainingError, message
from inspector.runs.request import Precision

_DTYPES = {Precision.BF16: torch.bfloat16, Precision.F16: torch.float16}


@dataclass(frozen=True, slots=True)
class Device:
    """What a run computes on. ``name`` is the hardware's, for people.

    ``narrow``: the 16-bit numbers that are worth a trial; of processors only a trial tells whether they emulate bf16.
    """

    torch_device: torch.device
    name: str
    precision: Precision  # of the training steps; AUTO until a trial; validation and scores are 32-bit in any case
    narrow: Precision = Precision.BF16

    def __str__(self) -> str:
        return self.name if self.precision is Precision.AUTO else f"{self.name}, {self.precision.value}"

    @property
    def is_gpu(self) -> bool:
        return self.torch_device.type == "cuda"

    def autocast(self) -> torch.autocast:
        """For the forward pass of a step."""
        dtype = _DTYPES.get(self.precision)
        # A device that PyTorch has no autocast for computes in 32 bits.
        return torch.autocast(self.torch_device.type if dtype else "cpu", dtype or torch.bfloat16, enabled=bool(dtype))

    def scaler(self) -> torch.amp.GradScaler:
        """Of the loss, so that gradients are not lost below the least that f16 tells from 0; idle otherwise."""
        is_f16 = self.precision is Precision.F16
        return torch.amp.GradScaler(self.torch_device.type if is_f16 else "cpu", enabled=is_f16)

    def wait(self) -> None:
        """Until all that was asked of it is computed."""
        if self.is_gpu:
            torch.cuda.synchronize(self.torch_device)


def open_device(wanted: str, precision: Precision, local_rank: int | None = None) -> Device:
    """``local_rank``: among the processes of the run on this PC, each of which has a GPU; None: it is the only one.

    Raises TrainingError where the GPU that was asked for is not there.
    """
    device = choose_device(wanted, n_usable_gpus(), local_rank)
    if device.type == "cpu":
        return Device(device, "CPU", precision)
    if local_rank is not None:
        torch.cuda.set_device(device)  # else what names no GPU would meet on the first
    prepare(device)
    capability = torch.cuda.get_device_capability(device)
    precision = precision_on_gpu(precision, capability)
    return Device(device, torch.cuda.get_device_name(device), precision, narrow_on_gpu(capability))


def prepare(device: torch.device) -> None:
    """In each process that computes steps, before the first: PyTorch's settings are its own."""
    if device.type != "cuda":
        return
    # By default cuDNN rounds the inputs of convolutions in 32 bits to 10 bits of mantissa.
    torch.backends.cudnn.allow_tf32 = torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.benchmark = True  # all steps of a run are of one size


def n_usable_gpus() -> int:
    return torch.cuda.device_count() if torch.cuda.is_available() else 0


def choose_device(wanted: str, n_gpus: int, local_rank: int | None = None) -> torch.device:
    """``n_gpus``: how many PyTorch can use. Raises TrainingError where the wanted one, or one for each process, is not
    among them."""
    if wanted == "cpu" or (wanted == "auto" and not n_gpus):
        return torch.device("cpu")
    if local_rank is not None and ":" in wanted:
        raise TrainingError(message(Code.TRAINING_PROCESSES, detail=f"they cannot share the GPU {wanted}"))
    if local_rank is not None and local_rank >= n_gpus:
        detail = f"each needs a GPU of its own, and PyTorch can use {n_gpus} of this PC"
        raise TrainingError(message(Code.TRAINING_PROCESSES, detail=detail))
    index = int(wanted.partition(":")[2] or 0) if wanted != "auto" else 0
    if local_rank is not None:
        index = local_rank
    if index >= n_gpus:
        raise TrainingError(message(Code.TRAINING_DEVICE_MISSING, device=wanted, n_gpus=n_gpus))
    return torch.device("cuda", index)


def narrow_on_gpu(capability: tuple[int, int]) -> Precision:
    """``capability``: NVIDIA's, (major, minor). GPUs before (8, 0) emulate bf16, more slowly than they compute f32, and
    have f16."""
    return Precision.BF16 if capability >= (8, 0) else Precision.F16


def precision_on_gpu(wanted: Precision, capability: tuple[int, int]) -> Precision:
    """The wanted one, or f32 where it would be emulated."""
    is_emulated = wanted is Precision.BF16 and narrow_on_gpu(capability) is not Precision.BF16
    return Precision.F32 if is_emulated else wanted


def keep_depthwise_in_32_bits(network: nn.Module) -> None:
    """From here on autocast leaves the depthwise layers of ``network`` alone, and copies of it keep to that.

    On a processor their backward pass in bf16 runs without the vector instructions, 4 to 11 times as long as in
    32 bits (measured with stride 2 and with 5x5), while dense layers halve their time.
    """
    for module in network.modules():
        if isinstance(module, nn.Conv2d) and module.groups > 1 and not isinstance(module, _In32Bits):
            kind = type(module)
            module.__class__ = type(kind.__name__, (_In32Bits, kind), {})


class _In32Bits(nn.Conv2d):
    def _conv_forward(self, x: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        with torch.autocast(x.device.type, enabled=False):
            return super()._conv_forward(x.float(), weight, bias)  # type: ignore[no-any-return]
